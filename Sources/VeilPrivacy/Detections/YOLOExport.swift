internal import VeilMedia
internal import VeilVision

/// YOLO labels (Darknet, Ultralytics): for each frame a text file of rows `class x y width height`, centre and size as
/// fractions of the picture, clipped to it; classes are line numbers of `classes.txt` from 0.
struct YOLOExport {
  private let file: DetectionsFile
  private let classes: [Category: Int]

  init(_ file: DetectionsFile) {
    self.file = file
    classes = Dictionary(uniqueKeysWithValues: file.categories.enumerated().map { ($1, $0) })
  }

  func write(into folder: String) throws {
    try text(Array((file.categories.map(\.rawValue).joined(separator: "\n") + "\n").utf8), to: "\(folder)/classes.txt")
    try PartialFolder.create("\(folder)/labels")
    let reader = try file.frames()
    var line = JSONLine()
    while let frame = try reader.next() {
      guard let stream = file.header.streams.first(where: { $0.index == frame.stream }) else { continue }
      line.clear()
      for box in frame.boxes {
        line.row(box.box, label: classes[box.category] ?? 0, width: Double(stream.width), height: Double(stream.height))
      }
      let name = DetectionsExport.frameName(stream: frame.stream, frame: frame.frame)
      try text(line.bytes, to: "\(folder)/labels/\(name).txt")
    }
  }

  private func text(_ bytes: [UInt8], to path: String) throws {
    let output = try OutputFile(path, overwrites: true)
    try output.write(bytes)
    try output.commit(isDurable: false)
  }
}

extension JSONLine {
  fileprivate mutating func row(_ box: Box, label: Int, width: Double, height: Double) {
    let left = max(0, box.x)
    let top = max(0, box.y)
    let right = min(width, box.maxX)
    let bottom = min(height, box.maxY)
    guard right > left, bottom > top else { return }
    integer(label)
    for value in [
      (left + right) / 2 / width, (top + bottom) / 2 / height, (right - left) / width, (bottom - top) / height,
    ] {
      raw(" ")
      decimal(value, decimals: 6)
    }
    raw("\n")
  }
}
