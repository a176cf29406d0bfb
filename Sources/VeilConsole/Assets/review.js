// The editor of boxes. A drawn track is a list of key boxes; in between it is filled evenly. A box that a program found
// can be moved or removed frame by frame.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  if (!$("review")) return;
  const canvas = $("canvas"), paint = canvas.getContext("2d");
  const token = document.querySelector("meta[name=csrf-token]").content;
  const hues = { person: 350, car: 212, truck: 260, bus: 280, motorcycle: 30, bicycle: 45, face: 330, plate: 175 };
  const colour = (category, alpha = 1) => `hsl(${hues[category] ?? 140} 85% 55% / ${alpha})`;
  let film = null, frames = [], drawn = new Map(), keep = new Set(), changed = new Set();
  let stream = null, current = 0, chosen = null, isDirty = false, isPlaying = false, drag = null, nextTrack = 1;
  const pictures = new Map();

  const ask = async (path, body) => {
    const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": token }, body: JSON.stringify(body) };
    options.headers = { ...options.headers, Accept: "application/json" };
    const answer = await fetch(path, options);
    const value = await answer.json();
    if (!answer.ok) throw new Error(value.error || "The console refused that.");
    return value;
  };
  const trouble = (error) => { $("trouble").hidden = !error; $("trouble").textContent = error ? error.message : ""; };
  const state = () => { $("state").textContent = isDirty ? "not saved" : "saved"; $("state").className = `badge ${isDirty ? "wait" : "good"}`; };
  const dirty = () => { isDirty = true; state(); };

  // Boxes of a frame: [track, category, confidence, x, y, width, height, origin].
  const interpolate = (keys, frame) => {
    const exact = keys.boxes.get(frame);
    if (exact) return exact;
    const order = [...keys.boxes.keys()].sort((a, b) => a - b);
    const after = order.findIndex((k) => k > frame);
    if (after <= 0) return null;
    const [a, b] = [order[after - 1], order[after]], t = (frame - a) / (b - a);
    const [p, q] = [keys.boxes.get(a), keys.boxes.get(b)];
    return p.map((v, i) => v + (q[i] - v) * t);
  };
  const boxes = (frame) => {
    const list = frames[frame].map((b) => ({ track: b[0], category: b[1], rect: b.slice(3, 7), found: b }));
    for (const [track, keys] of drawn) {
      const rect = interpolate(keys, frame);
      if (rect && !keys.removed.has(frame)) list.push({ track, category: keys.category, rect, keys });
    }
    return list;
  };
  const selected = () => boxes(current).find((b) => b.track === chosen);

  function picture(frame) {
    let image = pictures.get(frame);
    if (!image) {
      image = new Image();
      image.onload = () => { if (frame === current) draw(); };
      image.onerror = () => { pictures.delete(frame); };
      image.src = `/frames/${stream}/${frame}`;
      pictures.set(frame, image);
      if (pictures.size > 240) pictures.delete(pictures.keys().next().value);
    }
    return image;
  }

  function draw() {
    const image = picture(current), scale = canvas.width / film.width, unit = film.width / 1280;
    paint.setTransform(scale, 0, 0, scale, 0, 0);
    if (image.complete && image.naturalWidth) paint.drawImage(image, 0, 0, film.width, film.height);
    for (const box of boxes(current)) {
      const [x, y, w, h] = box.rect, kept = keep.has(box.track), on = box.track === chosen;
      if (!kept) { paint.fillStyle = colour(box.category, on ? 0.38 : 0.24); paint.fillRect(x, y, w, h); }
      paint.lineWidth = (on ? 4 : 2) * unit;
      paint.setLineDash(kept ? [8 * unit, 6 * unit] : []);
      paint.strokeStyle = on ? "#fff" : colour(box.category); paint.strokeRect(x, y, w, h);
      if (on) { paint.lineWidth = 2 * unit; paint.strokeStyle = colour(box.category); paint.strokeRect(x, y, w, h); }
      paint.setLineDash([]);
      const text = `${box.category} ${box.track || ""}${kept ? " · visible" : ""}`;
      paint.font = `600 ${15 * unit}px system-ui, sans-serif`;
      const tw = paint.measureText(text).width + 10 * unit, ty = y > 22 * unit ? y - 21 * unit : y;
      paint.fillStyle = colour(box.category, 0.92); paint.fillRect(x, ty, tw, 21 * unit);
      paint.fillStyle = "#0b0d12"; paint.fillText(text, x + 5 * unit, ty + 15.5 * unit);
      if (on) for (const [hx, hy] of corners(box.rect)) { paint.fillStyle = "#fff"; paint.fillRect(hx - 5 * unit, hy - 5 * unit, 10 * unit, 10 * unit); }
    }
    if (drag && drag.fresh) { const [x, y, w, h] = drag.fresh; paint.strokeStyle = "#fff"; paint.lineWidth = 2 * unit; paint.strokeRect(x, y, w, h); }
    $("scrub").value = current;
    $("time").textContent = `frame ${current + 1} of ${frames.length} · ${film.seconds[current].toFixed(2)} s`;
  }
  const corners = ([x, y, w, h]) => [[x, y], [x + w, y], [x, y + h], [x + w, y + h]];

  function show(frame) {
    current = Math.max(0, Math.min(frames.length - 1, frame));
    draw();
    for (const f of [current + 1, current + 2, current - 1]) if (f >= 0 && f < frames.length) picture(f);
    mark();
  }

  // The list of tracks.
  function list() {
    const tracks = new Map();
    const see = (track, category, first, last, isDrawn) => {
      const t = tracks.get(track) ?? { category, first, last: first, isDrawn };
      t.first = Math.min(t.first, first); t.last = Math.max(t.last, last); tracks.set(track, t);
    };
    frames.forEach((bs, f) => { for (const b of bs) see(b[0], b[1], f, f, false); });
    for (const [track, keys] of drawn) { const k = [...keys.boxes.keys()]; see(track, keys.category, Math.min(...k), Math.max(...k), true); }
    const sorted = [...tracks].sort((a, b) => a[1].first - b[1].first || a[0] - b[0]);
    $("tracks").replaceChildren(...sorted.map(([track, t]) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option"); item.dataset.track = track; item.id = `track-${track}`;
      const swatch = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      swatch.setAttribute("width", "14"); swatch.setAttribute("height", "14"); swatch.setAttribute("aria-hidden", "true");
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      dot.setAttribute("width", "14"); dot.setAttribute("height", "14"); dot.setAttribute("rx", "4"); dot.setAttribute("fill", colour(t.category));
      swatch.append(dot);
      const body = document.createElement("div"), when = document.createElement("small");
      body.textContent = `${t.category} ${track || "(no track)"}${t.isDrawn ? ", drawn" : ""}`;
      when.textContent = `${film.seconds[t.first].toFixed(1)} – ${film.seconds[t.last].toFixed(1)} s`;
      body.append(when);
      const badge = document.createElement("span");
      badge.className = `badge ${keep.has(track) ? "wait" : "good"}`; badge.textContent = keep.has(track) ? "visible" : "hidden";
      item.append(swatch, body, badge);
      item.addEventListener("click", () => { choose(track); if (!boxes(current).some((b) => b.track === track)) show(t.first); else draw(); });
      return item;
    }));
    mark();
  }
  function mark() {
    for (const item of $("tracks").children) item.setAttribute("aria-selected", String(Number(item.dataset.track) === chosen));
    const none = chosen === null;
    $("keep").disabled = none || chosen === 0; $("remove").disabled = none || !selected(); $("removeTrack").disabled = none;
    $("keep").textContent = keep.has(chosen) ? "Hide again" : "Keep visible";
  }
  function choose(track) { chosen = track; mark(); const item = $(`track-${track}`); if (item) { item.scrollIntoView({ block: "nearest" }); $("tracks").setAttribute("aria-activedescendant", item.id); } }

  // Changes.
  const limit = (rect) => { const w = Math.max(4, Math.min(rect[2], film.width)), h = Math.max(4, Math.min(rect[3], film.height)); return [Math.max(0, Math.min(film.width - w, rect[0])), Math.max(0, Math.min(film.height - h, rect[1])), w, h]; };
  function add(rect) {
    const track = nextTrack++, last = Math.min(frames.length - 1, current + Math.max(1, Math.round(frames.length / Math.max(0.1, film.seconds[frames.length - 1] || 1))));
    drawn.set(track, { category: $("category").value, boxes: new Map([[current, limit(rect)]]), removed: new Set() });
    // A new box lasts a second; moving it on a later frame stretches it to there.
    if (last > current) drawn.get(track).boxes.set(last, limit(rect));
    dirty(); list(); choose(track); draw();
  }
  function move(box, rect) {
    rect = limit(rect);
    if (box.keys) { box.keys.boxes.set(current, rect); box.keys.removed.delete(current); }
    else { box.found.splice(3, 4, ...rect); box.found[7] = "drawn"; changed.add(current); }
    dirty(); draw();
  }
  function stretch() {
    // Choosing a drawn track on a frame outside of it and pressing N brings it there.
    const keys = drawn.get(chosen);
    if (!keys || interpolate(keys, current)) return false;
    const order = [...keys.boxes.keys()].sort((a, b) => Math.abs(a - current) - Math.abs(b - current));
    keys.boxes.set(current, [...keys.boxes.get(order[0])]);
    dirty(); list(); draw();
    return true;
  }
  function removeHere() {
    const box = selected();
    if (!box) return;
    if (box.keys) box.keys.removed.add(current);
    else { frames[current] = frames[current].filter((b) => b !== box.found); changed.add(current); }
    dirty(); list(); draw();
  }
  function removeTrack() {
    if (chosen === null) return;
    drawn.delete(chosen); keep.delete(chosen);
    frames.forEach((bs, f) => { if (bs.some((b) => b[0] === chosen)) { frames[f] = bs.filter((b) => b[0] !== chosen); changed.add(f); } });
    chosen = null; dirty(); list(); draw();
  }
  function toggleKeep() {
    if (!chosen) return;
    if (keep.has(chosen)) keep.delete(chosen); else keep.add(chosen);
    dirty(); list(); draw();
  }

  // The pointer.
  const point = (e) => { const r = canvas.getBoundingClientRect(); return [(e.clientX - r.left) * film.width / r.width, (e.clientY - r.top) * film.height / r.height]; };
  canvas.addEventListener("pointerdown", (e) => {
    if (!film) return;
    pause(); canvas.focus(); canvas.setPointerCapture(e.pointerId);
    const [x, y] = point(e), reach = 14 * film.width / canvas.getBoundingClientRect().width, on = selected();
    if (on) {
      const corner = corners(on.rect).findIndex(([cx, cy]) => Math.hypot(cx - x, cy - y) < reach);
      if (corner >= 0) { drag = { box: on, corner, rect: [...on.rect] }; return; }
    }
    const inside = ({ rect: [bx, by, w, h] }) => x >= bx && x <= bx + w && y >= by && y <= by + h;
    const hit = boxes(current).filter(inside).sort((a, b) => a.rect[2] * a.rect[3] - b.rect[2] * b.rect[3])[0];
    if (hit) { choose(hit.track); drag = { box: hit, from: [x, y], rect: [...hit.rect] }; draw(); return; }
    drag = { from: [x, y], fresh: [x, y, 0, 0] };
  });
  canvas.addEventListener("pointermove", (e) => {
    if (!drag) return;
    const [x, y] = point(e);
    if (drag.fresh) { drag.fresh = [Math.min(x, drag.from[0]), Math.min(y, drag.from[1]), Math.abs(x - drag.from[0]), Math.abs(y - drag.from[1])]; draw(); return; }
    const [bx, by, w, h] = drag.rect;
    if (drag.corner === undefined) { move(drag.box, [bx + x - drag.from[0], by + y - drag.from[1], w, h]); return; }
    const [ox, oy] = corners(drag.rect)[3 - drag.corner];
    move(drag.box, [Math.min(x, ox), Math.min(y, oy), Math.abs(x - ox), Math.abs(y - oy)]);
  });
  canvas.addEventListener("pointerup", () => {
    const fresh = drag?.fresh; drag = null;
    if (fresh && fresh[2] > 8 && fresh[3] > 8) add(fresh); else { if (fresh) { chosen = null; mark(); } draw(); }
  });

  // Keys.
  document.addEventListener("keydown", (e) => {
    if (!film || e.target.closest("select, input:not([type=range])")) return;
    const far = e.shiftKey ? 10 : 1, box = selected(), arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if ((e.ctrlKey || e.metaKey) && e.key === "s") save();
    else if (e.ctrlKey || e.metaKey) return;
    else if (e.altKey && arrows[e.key] && box) { const [dx, dy] = arrows[e.key], [x, y, w, h] = box.rect; move(box, e.shiftKey ? [x, y, w + 4 * dx, h + 4 * dy] : [x + 4 * dx, y + 4 * dy, w, h]); }
    else if (e.key === "ArrowLeft") { pause(); show(current - far); }
    else if (e.key === "ArrowRight") { pause(); show(current + far); }
    else if (e.key === " " && !e.target.closest("button, summary, video")) toggle();
    else if (e.key === "Tab" && e.target === canvas && !e.shiftKey) { const all = boxes(current); if (!all.length) return; const i = all.findIndex((b) => b.track === chosen); if (i === all.length - 1) { choose(null); draw(); return; } choose(all[i + 1].track); draw(); }
    else if (e.key === "n" || e.key === "N") { if (!stretch()) add([film.width * 0.4, film.height * 0.4, film.width * 0.2, film.height * 0.2]); }
    else if (e.key === "k" || e.key === "K") toggleKeep();
    else if (e.key === "Delete" || e.key === "Backspace") { if (e.shiftKey) removeTrack(); else removeHere(); }
    else return;
    e.preventDefault();
  });

  // Playing.
  const pause = () => { isPlaying = false; $("play").textContent = "Play"; };
  const toggle = () => { isPlaying = !isPlaying; $("play").textContent = isPlaying ? "Pause" : "Play"; if (isPlaying) step(current >= frames.length - 1 ? 0 : current, performance.now()); };
  function step(from, since) {
    if (!isPlaying) return;
    const time = film.seconds[from] + (performance.now() - since) / 1000;
    let frame = current < from ? from : current;
    while (frame + 1 < frames.length && film.seconds[frame + 1] <= time) frame++;
    if (frame !== current || frame === from) show(frame);
    if (frame >= frames.length - 1) { pause(); return; }
    requestAnimationFrame(() => step(from, since));
  }

  // Saving and rendering.
  function correction() {
    const out = {};
    const touched = new Set(changed);
    for (const keys of drawn.values()) { const k = [...keys.boxes.keys()]; for (let f = Math.min(...k); f <= Math.max(...k); f++) touched.add(f); }
    for (const f of touched) {
      out[f] = frames[f].map((b) => ({ track: b[0], category: b[1], confidence: b[2], box: b.slice(3, 7), origin: b[7] }));
      for (const [track, keys] of drawn) { const rect = interpolate(keys, f); if (rect && !keys.removed.has(f)) out[f].push({ track, category: keys.category, confidence: 1, box: rect, origin: "drawn" }); }
    }
    return { stream, frames: out, keep: [...keep] };
  }
  async function save() {
    try { const answer = await ask("/api/save", correction()); isDirty = false; state(); $("saved").textContent = `Saved as ${answer.file}.`; trouble(null); return true; }
    catch (error) { trouble(error); return false; }
  }
  async function render() {
    if (!await save()) return;
    try { await ask("/api/render", { method: $("method").value }); $("rendering").hidden = false; $("render").disabled = true; watch(); }
    catch (error) { trouble(error); }
  }
  async function watch() {
    try {
      const job = await ask("/api/render");
      $("renderText").textContent = job.text;
      if (job.total > 0) { $("renderBar").max = job.total; $("renderBar").value = job.done; } else $("renderBar").removeAttribute("value");
      if (!job.isEnded) { setTimeout(watch, 500); return; }
      $("render").disabled = false; $("rendering").hidden = true;
      if (job.fault) { trouble(new Error(job.fault)); return; }
      result();
    } catch (error) { trouble(error); $("render").disabled = false; }
  }
  function result() { $("result").hidden = false; $("player").src = `${$("review").dataset.film}?at=${Date.now()}`; }

  $("play").addEventListener("click", toggle); $("back").addEventListener("click", () => { pause(); show(current - 1); }); $("forward").addEventListener("click", () => { pause(); show(current + 1); });
  $("scrub").addEventListener("input", () => { pause(); show(Number($("scrub").value)); });
  $("add").addEventListener("click", () => { if (!stretch()) add([film.width * 0.4, film.height * 0.4, film.width * 0.2, film.height * 0.2]); });
  $("keep").addEventListener("click", toggleKeep); $("remove").addEventListener("click", removeHere); $("removeTrack").addEventListener("click", removeTrack);
  $("save").addEventListener("click", save); $("render").addEventListener("click", render);
  addEventListener("beforeunload", (e) => { if (isDirty) e.preventDefault(); });

  async function prepare() {
    const shown = stream, { ready, total } = await ask(`/api/frames?stream=${stream}`);
    if (shown !== stream) return;
    $("preparing").hidden = ready >= total; $("preparing").max = total; $("preparing").value = ready;
    if (ready > current && !picture(current).naturalWidth) { pictures.delete(current); picture(current); }
    if (ready < total) setTimeout(prepare, 400);
  }
  async function load(wanted) {
    try {
      film = await ask(wanted === null ? "/api/film" : `/api/film?stream=${wanted}`);
      stream = film.stream; frames = film.frames; drawn = new Map(); changed = new Set(); chosen = null; isDirty = false;
      pictures.clear(); pause();
      $("choice").hidden = film.streams.length < 2;
      $("stream").replaceChildren(...film.streams.map(({ index, name }) => new Option(name, index, index === stream, index === stream)));
      keep = new Set(film.keep); nextTrack = film.nextTrack;
      // Small films are drawn larger, so that the labels can be read.
      const grown = Math.max(1, 1280 / film.width);
      canvas.width = Math.round(film.width * grown); canvas.height = Math.round(film.height * grown); $("scrub").max = frames.length - 1;
      list(); show(0); state(); prepare();
      if (film.isRendered) result();
    } catch (error) { trouble(error); }
  }
  // What was changed in one stream is saved before another is shown.
  $("stream").addEventListener("change", async () => {
    const wanted = Number($("stream").value);
    if (isDirty && !await save()) { $("stream").value = stream; return; }
    load(wanted);
  });
  load(null);
})();
