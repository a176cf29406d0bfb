/// All templates of one key, side by side in memory, searched from the first to the last: a million in some hundredths of
/// a second, and how long it takes tells nothing of who is in it.
package struct TemplateIndex: Sendable {
  /// A person whose template is near.
  package struct Neighbour: Sendable, Hashable {
    package let subject: Int
    package let distance: Int
  }

  private var words: [UInt64] = []
  private var subjects: [Int] = []

  package init() {}

  /// How many templates there are.
  package var count: Int { subjects.count }

  /// Makes room for so many.
  package mutating func reserve(_ count: Int) {
    words.reserveCapacity(count * FaceTemplate.wordCount)
    subjects.reserveCapacity(count)
  }

  /// Adds a template of a subject; a subject may have several.
  package mutating func add(_ template: FaceTemplate, subject: Int) {
    words += template.words
    subjects.append(subject)
  }

  /// The nearest subject, and the nearest of all others, in this order.
  package func nearest(to template: FaceTemplate) -> (first: Neighbour?, other: Neighbour?) {
    var first: Neighbour?
    var other: Neighbour?
    let wanted = template.words
    for index in subjects.indices {
      let start = index * FaceTemplate.wordCount
      var distance = 0
      for word in 0..<FaceTemplate.wordCount { distance += (words[start + word] ^ wanted[word]).nonzeroBitCount }
      guard distance < other?.distance ?? .max || distance < first?.distance ?? .max else { continue }
      let found = Neighbour(subject: subjects[index], distance: distance)
      if found.subject == first?.subject {
        if distance < first?.distance ?? .max { first = found }
      } else if distance < first?.distance ?? .max {
        (first, other) = (found, first)
      } else {
        other = found
      }
    }
    return (first, other)
  }
}
