/// What the cloud keeps beside its blobs: SQLite on one machine, another database beyond it.
package protocol Store: DeviceRepository, RecordRepository, AuditRepository, IncidentRepository, SearchRepository,
  StateRepository
{}
