internal import VeilVision

extension JSONLine {
  mutating func header(_ header: DetectionsHeader) {
    raw(#"{"format":"#)
    string(DetectionsHeader.format)
    raw(#","version":"#)
    integer(DetectionsHeader.currentVersion)
    raw(#","tool":"#)
    string(header.tool)
    raw(#","input":{"name":"#)
    string(header.input.name)
    raw(#","sha256":"#)
    string(header.input.sha256)
    raw(#","bytes":"#)
    integer(header.input.bytes)
    raw(#"},"streams":"#)
    array(header.streams) { $0.stream($1) }
    raw(#","models":"#)
    array(header.models) { $0.model($1) }
    raw(#","thresholds":"#)
    map(header.thresholds) { $0.decimal($1, decimals: 4) }
    raw(#","interval":"#)
    integer(header.interval)
    raw(#","policy":"#)
    map(header.policy) { $0.string($1) }
    raw("}")
  }

  mutating func frame(_ frame: FrameDetections) {
    raw(#"{"stream":"#)
    integer(frame.stream)
    raw(#","frame":"#)
    integer(frame.frame)
    raw(#","pts":"#)
    integer(frame.pts)
    raw(#","boxes":"#)
    array(frame.boxes) { $0.box($1) }
    raw("}")
  }

  mutating func footer(_ footer: DetectionsFooter) {
    raw(#"{"frames":"#)
    integer(footer.frames)
    raw(#","boxes":"#)
    integer(footer.boxes)
    raw(#","tracks":"#)
    integer(footer.tracks)
    raw(footer.done ? #","done":true,"sha256":"# : #","done":false,"sha256":"#)
    string(footer.sha256)
    raw("}")
  }

  private mutating func box(_ box: TrackedBox) {
    raw("{")
    if box.trackID > 0 {
      raw(#""track":"#)
      integer(box.trackID)
      raw(",")
    }
    raw(#""category":"#)
    string(box.category.rawValue)
    if box.origin != .drawn {
      raw(#","confidence":"#)
      decimal(box.confidence, decimals: 4)
      if let best = box.trackConfidence {
        raw(#","trackConfidence":"#)
        decimal(best, decimals: 4)
      }
    }
    raw(#","box":"#)
    array([box.box.x, box.box.y, box.box.width, box.box.height]) { $0.decimal($1, decimals: 2) }
    raw(#","origin":"#)
    string(box.origin.rawValue)
    raw("}")
  }

  private mutating func stream(_ stream: DetectionsHeader.Stream) {
    raw(#"{"index":"#)
    integer(stream.index)
    raw(#","width":"#)
    integer(stream.width)
    raw(#","height":"#)
    integer(stream.height)
    raw(#","timeBase":"#)
    array(stream.timeBase) { $0.integer($1) }
    if let frames = stream.frames {
      raw(#","frames":"#)
      integer(frames)
    }
    raw(#","rotation":"#)
    integer(stream.rotation)
    raw("}")
  }

  private mutating func model(_ model: DetectionsHeader.Model) {
    raw(#"{"role":"#)
    string(model.role)
    raw(#","name":"#)
    string(model.name)
    raw(#","sha256":"#)
    string(model.sha256)
    raw("}")
  }

  private mutating func array<Element>(_ elements: [Element], _ write: (inout JSONLine, Element) -> Void) {
    raw("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { raw(",") }
      write(&self, element)
    }
    raw("]")
  }

  private mutating func map<Value>(_ values: [String: Value], _ write: (inout JSONLine, Value) -> Void) {
    raw("{")
    for (index, entry) in values.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { raw(",") }
      string(entry.key)
      raw(":")
      write(&self, entry.value)
    }
    raw("}")
  }
}
