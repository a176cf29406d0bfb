"""Drives a headless Chromium through a console by its DevTools protocol, over a pipe, with nothing but the standard library.

    browser.py desk URL FOLDER      the whole flow on a desk that is requester and owner
    browser.py review URL FOLDER    the editor of boxes
    browser.py registry URL FOLDER PICTURE    a manager's desk, from enrolling to a picture at all grades

Leaves screenshots in FOLDER. Any error of a script, any violation of the content security policy and any page wider than
a phone ends it with status 1.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="veilcam-browser-")
        down, up = os.pipe(), os.pipe()
        executable = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"

        def wire():
            # Out of the way first: the pipes may have the numbers 3 and 4 themselves.
            into, out = fcntl.fcntl(down[0], fcntl.F_DUPFD, 10), fcntl.fcntl(up[1], fcntl.F_DUPFD, 10)
            os.dup2(into, 3)
            os.dup2(out, 4)
            os.close(into)
            os.close(out)

        self.process = subprocess.Popen(
            [executable, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--no-first-run", "--disable-background-networking", "--hide-scrollbars", "--mute-audio",
             "--autoplay-policy=no-user-gesture-required", "--user-data-dir=" + self.profile,
             "--remote-debugging-pipe", "about:blank"],
            preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(down[0])
        os.close(up[1])
        self.write_end, self.read_end = down[1], up[0]
        self.buffer = b""
        self.number = 0
        self.session = None
        self.faults = []
        self.loaded = 0
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def close(self):
        try:
            self.call("Browser.close", session=False)
        except (OSError, TimeoutError, RuntimeError):
            pass
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)

    def message(self, limit):
        while b"\0" not in self.buffer:
            if not select.select([self.read_end], [], [], max(0, limit - time.monotonic()))[0]:
                raise TimeoutError("the browser does not answer")
            part = os.read(self.read_end, 1 << 16)
            if not part:
                raise RuntimeError("the browser ended")
            self.buffer += part
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def take(self, message):
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Page.loadEventFired":
            self.loaded += 1
        elif method == "Runtime.exceptionThrown":
            detail = parameters["exceptionDetails"]
            self.faults.append(str(detail.get("exception", {}).get("description") or detail.get("text")))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            entry = parameters["entry"]
            self.faults.append(entry["text"] + " " + entry.get("url", ""))

    def call(self, method, parameters=None, session=True):
        self.number += 1
        body = {"id": self.number, "method": method, "params": parameters or {}}
        if session and self.session:
            body["sessionId"] = self.session
        os.write(self.write_end, json.dumps(body).encode() + b"\0")
        limit = time.monotonic() + 60
        while True:
            message = self.message(limit)
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(method + ": " + message["error"]["message"])
                return message["result"]
            self.take(message)

    def script(self, source):
        result = self.call("Runtime.evaluate", {"expression": source, "returnByValue": True, "awaitPromise": True})
        if "exceptionDetails" in result:
            detail = result["exceptionDetails"]
            raise RuntimeError(source + ": " + str(detail.get("exception", {}).get("description")))
        return result["result"].get("value")

    def wait(self, source, what):
        limit = time.monotonic() + 90
        while time.monotonic() < limit:
            try:
                if self.script(source):
                    return
            except RuntimeError:
                pass  # The page is just being exchanged.
            time.sleep(0.05)
        raise TimeoutError("waited in vain for " + what)

    def open(self, url):
        before = self.loaded
        self.call("Page.navigate", {"url": url})
        self.settle(before)

    def settle(self, before):
        limit = time.monotonic() + 60
        while self.loaded == before:
            self.take(self.message(limit))

    def click(self, selector):
        """Clicks something that leads to another page."""
        before = self.loaded
        self.script("document.querySelector(%s).click()" % json.dumps(selector))
        self.settle(before)

    def size(self, width, height, phone=False):
        self.call("Emulation.setDeviceMetricsOverride",
                  {"width": width, "height": height, "deviceScaleFactor": 2 if phone else 1, "mobile": phone})

    def scheme(self, name):
        self.call("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]})

    def picture(self, path, whole=True):
        shot = self.call("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole})
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def key(self, key, code, modifiers=0):
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent",
                      {"type": kind, "key": key, "code": code, "modifiers": modifiers,
                       "windowsVirtualKeyCode": {"ArrowRight": 39, "Delete": 46}.get(key, ord(key[0].upper()))})

    def type(self, selector, text):
        """Types into a field, as a keyboard does."""
        self.script("document.querySelector(%s).focus()" % json.dumps(selector))
        self.call("Input.insertText", {"text": text})

    def enter(self):
        """Sends the form of the field that has the focus, without the pointer."""
        before = self.loaded
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent",
                      {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13,
                       **({"text": "\r"} if kind == "keyDown" else {})})
        self.settle(before)

    def choose(self, selector, path):
        """Chooses a file."""
        found = self.call("Runtime.evaluate", {"expression": "document.querySelector(%s)" % json.dumps(selector)})
        self.call("DOM.setFileInputFiles", {"files": [path], "objectId": found["result"]["objectId"]})

    def drag(self, start, end):
        for kind, (x, y) in (("mousePressed", start), ("mouseMoved", end), ("mouseReleased", end)):
            self.call("Input.dispatchMouseEvent",
                      {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1})


class Visit:
    def __init__(self, url, folder):
        self.browser = Browser()
        self.url = url
        self.root = url.split("/enter")[0]
        self.folder = folder
        os.makedirs(folder, exist_ok=True)

    def shots(self, name):
        """Light, dark and phone."""
        for variant, scheme, size in (("light", "light", (1280, 860, False)), ("dark", "dark", (1280, 860, False)),
                                      ("phone", "light", (390, 844, True)), ("phone-dark", "dark", (390, 844, True))):
            self.browser.scheme(scheme)
            self.browser.size(*size)
            time.sleep(0.25)
            wide = self.browser.script("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                self.browser.faults.append("%s is %d pixels too wide on a %s" % (name, wide, variant))
            self.browser.picture(os.path.join(self.folder, "%s-%s.png" % (name, variant)))
        self.browser.scheme("light")
        self.browser.size(1280, 860)

    def end(self):
        self.browser.close()
        for fault in self.browser.faults:
            print(fault, file=sys.stderr)
        sys.exit(1 if self.browser.faults else 0)


def desk(visit):
    browser = visit.browser
    browser.size(1280, 860)
    browser.open(visit.url)
    browser.wait("document.querySelector('.result img').naturalWidth > 0", "a preview")
    browser.wait("!document.getElementById('map').hidden", "the map")
    time.sleep(0.5)
    visit.shots("desk-search")
    browser.script("document.querySelector('#latitude').value = '52.52'; document.querySelector('#longitude').value = '13.4'; document.querySelector('#radius').value = '20'")
    browser.click("#search button")
    browser.wait("document.querySelector('.result img').naturalWidth > 0", "a preview")
    time.sleep(0.5)
    browser.picture(os.path.join(visit.folder, "desk-search-near-light.png"))
    browser.click(".result")
    browser.wait("document.querySelector('.previews img').naturalWidth > 0", "the previews")
    visit.shots("desk-evidence")

    browser.script("document.querySelector('#reward').value = '0.02'")
    browser.click("form[action$='/request'] button")
    request = browser.script("location.pathname").split("/")[-1]
    visit.shots("desk-request")
    browser.open(visit.root + "/inbox")
    visit.shots("desk-inbox")
    browser.click("td a[href^='/inbox/']")
    if browser.script("!!document.querySelector('form[action$=\"/fund\"]')"):
        visit.shots("desk-fund")
        browser.script("document.querySelector('form[action$=\"/fund\"] input[type=checkbox]').click()")
        browser.click("form[action$='/fund'] button")
    visit.shots("desk-approve")
    browser.click("form[action$='/approve'] button")
    browser.open(visit.root + "/requests/" + request)
    visit.shots("desk-redeem")
    browser.click("form[action$='/redeem'] button")
    browser.wait("!!document.querySelector('video')", "the opened film")
    browser.wait("document.querySelector('video').readyState >= 1", "the film's head")
    browser.script("document.querySelector('video').play()")
    browser.wait("document.querySelector('video').currentTime > 0", "the film to play")
    visit.shots("desk-watch")
    for page in ("requests", "ledger", "audit"):
        browser.open(visit.root + "/" + page)
        visit.shots("desk-" + page)
    browser.open(visit.root + "/inbox/" + request)
    visit.shots("desk-paid")

    # The original needs a reason and two confirmations.
    browser.open(visit.root + "/search")
    browser.click(".result")
    browser.script("document.querySelector('[value=original]').click(); document.querySelector('#reason').value = 'Court order 12/26, <b>district court</b>'")
    browser.click("form[action$='/request'] button")
    original = browser.script("location.pathname").split("/")[-1]
    browser.open(visit.root + "/inbox/" + original)
    if browser.script("!!document.querySelector('form[action$=\"/fund\"]')"):
        browser.script("document.querySelector('form[action$=\"/fund\"] input[type=checkbox]').click()")
        browser.click("form[action$='/fund'] button")
    visit.shots("desk-original-announce")
    browser.script("document.querySelector('form[action$=\"/announce\"] input[type=checkbox]').click()")
    browser.click("form[action$='/announce'] button")
    visit.shots("desk-original-confirm")
    faults = len(browser.faults)
    browser.open(visit.root + "/nowhere")
    del browser.faults[faults:]  # A page that is not there is meant to be not there.
    visit.shots("desk-missing")


def review(visit):
    browser = visit.browser
    browser.size(1280, 860)
    browser.open(visit.url)
    browser.wait("document.querySelectorAll('#tracks li').length > 0", "the tracks")
    browser.wait("document.getElementById('preparing').hidden", "the pictures")
    count = browser.script("document.querySelectorAll('#tracks li').length")
    browser.script("document.querySelector('#tracks li').click()")
    visit.shots("review")
    box = browser.script("(() => { const r = document.getElementById('canvas').getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; })()")
    at = lambda x, y: (box[0] + box[2] * x, box[1] + box[3] * y)
    browser.drag(at(0.55, 0.1), at(0.75, 0.3))
    browser.wait("document.querySelectorAll('#tracks li').length === %d" % (count + 1), "the new track")
    browser.script("document.getElementById('canvas').focus()")
    for _ in range(3):
        browser.key("ArrowRight", "ArrowRight")
    browser.drag(at(0.65, 0.2), at(0.7, 0.3))
    visit.shots("review-drawn")
    browser.script("document.querySelector('#tracks li').click(); document.getElementById('keep').click()")
    browser.script("document.getElementById('method').value = 'solid'; document.getElementById('render').click()")
    browser.wait("!document.getElementById('result').hidden", "the rendered film")
    browser.wait("document.getElementById('player').readyState >= 1", "the film's head")
    visit.shots("review-rendered")


def registry(visit):
    browser = visit.browser
    says = lambda text: browser.script("document.body.textContent.includes(%s)" % json.dumps(text))
    browser.size(1280, 860)
    browser.open(visit.url)
    visit.shots("registry-search")

    browser.open(visit.root + "/enrol")
    browser.type("#enrol-name", "김민준")
    browser.type("#enrol-birth-date", "1990-05-01")
    browser.type("#enrol-plate", "12가 3456")
    browser.type("#enrol-risk", "80")
    browser.script("document.querySelector('#enrol-until').value = '2030-01-01'; document.querySelector('#enrol-suspect').click()")
    visit.shots("registry-enrol")
    browser.click("#enrol button[type=submit]")
    visit.shots("registry-record")
    if not says("Enrolled:") or says("김민준"):
        browser.faults.append("the record's page does not say that it was enrolled, or says too much")

    browser.open(visit.root + "/search")
    browser.type("#search-plate", "12가3456")
    browser.type("#search-case", "26-0417")
    browser.type("#search-reason", "Hit and run on the <b>A9</b>")
    browser.enter()
    if not says("김민준") or not says("suspect"):
        browser.faults.append("the record is not found")
    visit.shots("registry-found")

    browser.open(visit.root + "/audit")
    if not says("Hit and run on the <b>A9</b>") or not says("chain intact"):
        browser.faults.append("the audit log does not show the search")
    visit.shots("registry-audit")
    browser.click("#anchor button[type=submit]")
    if not says("the root over all lines is the anchored one"):
        browser.faults.append("the audit log is not anchored")

    browser.open(visit.root + "/agreements")
    visit.shots("registry-agreements")

    browser.open(visit.root + "/grades")
    browser.choose("#grades-picture", sys.argv[4])
    browser.click("#grades button[type=submit]")
    browser.wait("document.querySelectorAll('.grades img').length >= 8", "the grades")
    browser.wait("[...document.querySelectorAll('.grades img')].every(i => i.naturalWidth > 0)", "their pictures")
    visit.shots("registry-grades")


if __name__ == "__main__":
    session = Visit(sys.argv[2], sys.argv[3])
    try:
        {"desk": desk, "review": review, "registry": registry}[sys.argv[1]](session)
    except (RuntimeError, TimeoutError, OSError) as error:
        session.browser.faults.append(str(error))
        try:
            session.browser.picture(os.path.join(session.folder, sys.argv[1] + "-failed.png"))
        except (RuntimeError, TimeoutError, OSError):
            pass
    session.end()
