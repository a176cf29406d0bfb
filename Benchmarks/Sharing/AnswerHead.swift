/// Status line and fields of an answer, as far as they matter here.
struct AnswerHead {
  let status: Int
  /// Bytes up to the body.
  let byteCount: Int
  let bodyByteCount: Int

  /// Nil while it is not whole.
  init?(_ bytes: [UInt8]) {
    let end: [UInt8] = [13, 10, 13, 10]
    guard
      let last = bytes.indices.dropLast(3).first(where: { bytes[$0] == 13 && bytes[$0..<$0 + 4].elementsEqual(end) })
    else { return nil }
    let lines = String(decoding: bytes[..<last], as: UTF8.self).split(separator: "\r\n")
    byteCount = last + 4
    status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
    bodyByteCount =
      lines.dropFirst().lazy.compactMap { line -> Int? in
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
        return Int(parts[1].drop { $0 == " " })
      }.first ?? 0
  }
}
