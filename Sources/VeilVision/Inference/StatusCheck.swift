internal import COpenVINO

/// Passes when a call into OpenVINO succeeded and throws its own explanation otherwise.
func check(_ status: ov_status_e, _ code: VisionError.Code, _ what: @autoclosure () -> String) throws {
  guard status != OK else { return }
  var reason = ov_get_error_info(status).map { String(cString: $0) } ?? "status \(status.rawValue)"
  if let detail = ov_get_last_err_msg() {
    let text = String(cString: detail).split(whereSeparator: \.isNewline).map { $0.trimmingWhitespace() }
    if let last = text.last(where: { !$0.isEmpty }) { reason += ": \(last)" }
  }
  throw VisionError(code, "\(what()) failed (\(reason))")
}

/// Turns a successful call's result pointer into a non-optional one.
func unwrap(_ pointer: OpaquePointer?, _ what: @autoclosure () -> String) throws -> OpaquePointer {
  guard let pointer else { throw VisionError(.runtime, "\(what()) returned nothing") }
  return pointer
}

extension Substring {
  fileprivate func trimmingWhitespace() -> Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
