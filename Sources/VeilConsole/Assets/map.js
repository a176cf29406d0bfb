// A map without tiles: the outline of the countries, the grid of the index's cells, and the cells that hold something.
"use strict";
(() => {
  const box = document.getElementById("map");
  if (!box) return;
  const canvas = box.querySelector("canvas"), where = box.querySelector(".where"), paint = canvas.getContext("2d");
  const field = (name) => document.getElementById(name);
  const number = (name) => { const v = parseFloat(field(name).value.replace(",", ".")); return Number.isFinite(v) ? v : null; };
  const cells = box.dataset.cells.split(";").filter(Boolean).map((c) => c.split(",").map(Number));
  let rings = [], view = { x: 8, y: 30, scale: 1.4 };
  const size = () => ({ w: canvas.clientWidth, h: canvas.clientHeight });
  const clamp = (v, a, b) => Math.min(b, Math.max(a, v));
  // Equirectangular, stretched at the middle's latitude so that shapes near it keep their proportions.
  const stretch = () => 1 / Math.max(0.2, Math.cos((clamp(view.y, -78, 78) * Math.PI) / 180));
  const px = (lon, lat) => { const { w, h } = size(); return [(lon - view.x) * view.scale + w / 2, (view.y - lat) * view.scale * stretch() + h / 2]; };
  const place = (x, y) => { const { w, h } = size(); return { lon: clamp((x - w / 2) / view.scale + view.x, -180, 180), lat: clamp(view.y - (y - h / 2) / (view.scale * stretch()), -90, 90) }; };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function draw() {
    const { w, h } = size(), ratio = devicePixelRatio || 1;
    canvas.width = w * ratio; canvas.height = h * ratio; paint.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint.fillStyle = colour("--sea"); paint.fillRect(0, 0, w, h);
    paint.beginPath();
    for (const ring of rings) {
      ring.forEach(([lon, lat], i) => { const [x, y] = px(lon, lat); i ? paint.lineTo(x, y) : paint.moveTo(x, y); });
      paint.closePath();
    }
    paint.fillStyle = colour("--land"); paint.fill("evenodd");
    paint.strokeStyle = colour("--card"); paint.lineWidth = 1; paint.stroke();
    if (view.scale > 120) grid(w, h);
    paint.fillStyle = colour("--accent");
    for (const [row, column] of cells) {
      const [x0, y1] = px(column / 20, row / 20), [x1, y0] = px((column + 1) / 20, (row + 1) / 20);
      paint.globalAlpha = 0.45; paint.fillRect(x0, y0, Math.max(2, x1 - x0), Math.max(2, y1 - y0)); paint.globalAlpha = 1;
      paint.beginPath(); paint.arc((x0 + x1) / 2, (y0 + y1) / 2, 5, 0, 7); paint.fill();
    }
    target();
    const middle = place(w / 2, h / 2);
    where.textContent = `${middle.lat.toFixed(3)}°, ${middle.lon.toFixed(3)}°`;
  }

  function grid(w, h) {
    const a = place(0, h), b = place(w, 0);
    paint.strokeStyle = colour("--line-strong"); paint.lineWidth = 0.5; paint.beginPath();
    for (let c = Math.floor(a.lon * 20); c <= b.lon * 20; c++) { const [x] = px(c / 20, 0); paint.moveTo(x, 0); paint.lineTo(x, h); }
    for (let r = Math.floor(a.lat * 20); r <= b.lat * 20; r++) { const [, y] = px(0, r / 20); paint.moveTo(0, y); paint.lineTo(w, y); }
    paint.stroke();
  }

  function target() {
    const lat = number("latitude"), lon = number("longitude");
    if (lat === null || lon === null) return;
    const [x, y] = px(lon, lat), r = Math.max(8, ((number("radius") || 10) / 111.2) * view.scale * stretch());
    paint.strokeStyle = colour("--accent"); paint.lineWidth = 2; paint.beginPath(); paint.arc(x, y, r, 0, 7); paint.stroke();
    paint.globalAlpha = 0.12; paint.fillStyle = colour("--accent"); paint.fill(); paint.globalAlpha = 1;
    paint.beginPath(); paint.arc(x, y, 3, 0, 7); paint.fill();
  }

  function take(point) {
    field("latitude").value = point.lat.toFixed(4); field("longitude").value = point.lon.toFixed(4);
    if (!field("radius").value) field("radius").value = "10";
    draw();
  }
  function zoom(steps, x = size().w / 2, y = size().h / 2) {
    const before = place(x, y);
    view.scale = clamp(view.scale * Math.pow(1.6, steps), 1, 6000);
    const after = place(x, y);
    view.x = clamp(view.x + before.lon - after.lon, -180, 180); view.y = clamp(view.y + before.lat - after.lat, -85, 85);
    draw();
  }
  let drag = null;
  canvas.addEventListener("pointerdown", (e) => { drag = { x: e.clientX, y: e.clientY, moved: false }; canvas.setPointerCapture(e.pointerId); });
  canvas.addEventListener("pointermove", (e) => {
    if (!drag) return;
    const dx = e.clientX - drag.x, dy = e.clientY - drag.y;
    if (!drag.moved && Math.hypot(dx, dy) < 5) return;
    drag = { x: e.clientX, y: e.clientY, moved: true };
    view.x = clamp(view.x - dx / view.scale, -180, 180); view.y = clamp(view.y + dy / (view.scale * stretch()), -85, 85);
    draw();
  });
  canvas.addEventListener("pointerup", (e) => {
    if (drag && !drag.moved) { const r = canvas.getBoundingClientRect(); take(place(e.clientX - r.left, e.clientY - r.top)); }
    drag = null;
  });
  canvas.addEventListener("wheel", (e) => { e.preventDefault(); const r = canvas.getBoundingClientRect(); zoom(e.deltaY < 0 ? 0.5 : -0.5, e.clientX - r.left, e.clientY - r.top); }, { passive: false });
  canvas.addEventListener("keydown", (e) => {
    const step = 60 / view.scale;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[e.key]) { view.x = clamp(view.x + moves[e.key][0], -180, 180); view.y = clamp(view.y + moves[e.key][1], -85, 85); draw(); }
    else if (e.key === "+" || e.key === "=") zoom(1);
    else if (e.key === "-") zoom(-1);
    else if (e.key === "Enter") take(place(size().w / 2, size().h / 2));
    else return;
    e.preventDefault();
  });
  for (const button of box.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
  for (const name of ["latitude", "longitude", "radius"]) field(name).addEventListener("input", draw);
  addEventListener("resize", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  box.hidden = false;
  const lat = number("latitude"), lon = number("longitude");
  if (lat !== null && lon !== null) view = { x: lon, y: lat, scale: clamp(3500 / (number("radius") || 10), 3, 3000) };
  else if (cells.length) view = { x: (cells[0][1] + 0.5) / 20, y: (cells[0][0] + 0.5) / 20, scale: 40 };
  draw();
  fetch(box.dataset.outline).then((r) => r.json()).then((list) => {
    // Each ring: the first point, then differences, in fiftieths of a degree.
    rings = list.map((flat) => { let x = 0, y = 0; const ring = []; for (let i = 0; i < flat.length; i += 2) { x += flat[i]; y += flat[i + 1]; ring.push([x / 50, y / 50]); } return ring; });
    draw();
  });
})();
