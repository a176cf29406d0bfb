/// The templates that come with the console.
package enum ConsoleTemplate: String, Sendable, CaseIterable {
  case layout, message, badge, facts, checks, table, steps, search, evidence, document
  case ask, request, answer, review
  case section, form, work

  var text: String { String(decoding: bytes, as: UTF8.self) }

  private var bytes: [UInt8] {
    switch self {
    case .layout: PackageResources.layout_mustache
    case .message: PackageResources.message_mustache
    case .badge: PackageResources.badge_mustache
    case .facts: PackageResources.facts_mustache
    case .checks: PackageResources.checks_mustache
    case .table: PackageResources.table_mustache
    case .steps: PackageResources.steps_mustache
    case .search: PackageResources.search_mustache
    case .evidence: PackageResources.evidence_mustache
    case .document: PackageResources.document_mustache
    case .ask: PackageResources.ask_mustache
    case .request: PackageResources.request_mustache
    case .answer: PackageResources.answer_mustache
    case .review: PackageResources.review_mustache
    case .section: PackageResources.section_mustache
    case .form: PackageResources.form_mustache
    case .work: PackageResources.work_mustache
    }
  }
}
