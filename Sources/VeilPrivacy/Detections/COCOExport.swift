internal import VeilMedia
internal import VeilVision

/// COCO object detection: `images`, `annotations`, `categories`. Images and annotations are two passes over the
/// detections, so that memory does not grow with the film.
struct COCOExport {
  /// COCO's own numbers (instances, 2017), so that categories mean the same in both.
  private static let numbers: [Category: Int] = [
    .person: 1, .bicycle: 2, .car: 3, .motorcycle: 4, .bus: 6, .truck: 8,
  ]
  /// Categories that COCO does not have are numbered from here; its own end at 90.
  private static let firstOwnNumber = 91

  private let file: DetectionsFile
  private let numbers: [Category: Int]

  init(_ file: DetectionsFile) {
    self.file = file
    var numbers: [Category: Int] = [:]
    var next = Self.firstOwnNumber
    for category in file.categories {
      numbers[category] = Self.numbers[category] ?? next
      if Self.numbers[category] == nil { next += 1 }
    }
    self.numbers = numbers
  }

  func write(to path: String) throws {
    let output = try OutputFile(path, overwrites: true)
    var line = JSONLine()
    line.raw(#"{"info":{"description":"#)
    line.string(file.header.input.name)
    line.raw(#","version":"1.0","contributor":"#)
    line.string(file.header.tool)
    line.raw("},\n\"licenses\":[],\n\"categories\":[")
    for (index, category) in file.categories.enumerated() {
      if index > 0 { line.raw(",") }
      self.category(category, into: &line)
    }
    line.raw("],\n\"images\":[")
    try output.write(line.bytes)
    try eachFrame(writeTo: output) { $0.image($1, id: $2, of: file.header) }
    try output.write("],\n\"annotations\":[")
    try annotations(to: output)
    try output.write("]}\n")
    try output.commit()
  }

  private func category(_ category: Category, into line: inout JSONLine) {
    line.raw(#"{"id":"#)
    line.integer(numbers[category] ?? 0)
    line.raw(#","name":"#)
    line.string(category.rawValue)
    line.raw(#","supercategory":"#)
    line.string(category.trackingGroup)
    line.raw("}")
  }

  /// Writes an element for each frame, separated by commas; images are numbered from 1 in the order of the file.
  private func eachFrame(
    writeTo output: OutputFile, _ write: (inout JSONLine, FrameDetections, _ imageID: Int) -> Void
  ) throws {
    let reader = try file.frames()
    var line = JSONLine()
    var imageID = 0
    while let frame = try reader.next() {
      imageID += 1
      line.clear()
      line.raw(imageID > 1 ? ",\n" : "\n")
      write(&line, frame, imageID)
      try output.write(line.bytes)
    }
  }

  private func annotations(to output: OutputFile) throws {
    let reader = try file.frames()
    var line = JSONLine()
    var imageID = 0
    var annotationID = 0
    while let frame = try reader.next() {
      imageID += 1
      line.clear()
      for box in frame.boxes {
        annotationID += 1
        line.raw(annotationID > 1 ? ",\n" : "\n")
        line.annotation(box, id: annotationID, imageID: imageID, categoryID: numbers[box.category] ?? 0)
      }
      try output.write(line.bytes)
    }
  }
}

extension JSONLine {
  fileprivate mutating func image(_ frame: FrameDetections, id: Int, of header: DetectionsHeader) {
    let stream = header.streams.first { $0.index == frame.stream }
    raw(#"{"id":"#)
    integer(id)
    raw(#","width":"#)
    integer(stream?.width ?? 0)
    raw(#","height":"#)
    integer(stream?.height ?? 0)
    raw(#","file_name":"#)
    string(DetectionsExport.frameName(stream: frame.stream, frame: frame.frame) + ".jpg")
    raw(#","stream":"#)
    integer(frame.stream)
    raw(#","frame":"#)
    integer(frame.frame)
    raw(#","pts":"#)
    integer(frame.pts)
    raw("}")
  }

  fileprivate mutating func annotation(_ box: TrackedBox, id: Int, imageID: Int, categoryID: Int) {
    raw(#"{"id":"#)
    integer(id)
    raw(#","image_id":"#)
    integer(imageID)
    raw(#","category_id":"#)
    integer(categoryID)
    raw(#","bbox":["#)
    decimal(box.box.x, decimals: 2)
    raw(",")
    decimal(box.box.y, decimals: 2)
    raw(",")
    decimal(box.box.width, decimals: 2)
    raw(",")
    decimal(box.box.height, decimals: 2)
    raw(#"],"area":"#)
    decimal(min(box.box.area, 1e11), decimals: 2)
    raw(#","iscrowd":0,"score":"#)
    decimal(box.confidence, decimals: 4)
    if box.trackID > 0 {
      raw(#","track_id":"#)
      integer(box.trackID)
    }
    raw(#","origin":"#)
    string(box.origin.rawValue)
    raw("}")
  }
}
