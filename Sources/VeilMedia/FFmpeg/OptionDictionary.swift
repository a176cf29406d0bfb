internal import CFFmpeg

/// An `AVDictionary` of options or tags that frees itself.
struct OptionDictionary: ~Copyable {
  var pointer: OpaquePointer?

  init(_ entries: [(String, String)] = []) {
    for (key, value) in entries { av_dict_set(&pointer, key, value, 0) }
  }

  deinit {
    var owned = pointer
    av_dict_free(&owned)
  }

  /// Keys and values of a dictionary that belongs to somebody else.
  static func entries(_ dictionary: OpaquePointer?) -> [(key: String, value: String)] {
    var found: [(key: String, value: String)] = []
    var entry: UnsafeMutablePointer<AVDictionaryEntry>?
    while let next = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX) {
      found.append((String(cString: next.pointee.key), String(cString: next.pointee.value)))
      entry = next
    }
    return found
  }
}
