import Catalog

extension SchemaLibrary {
  static let upload = Schema.object([
    "id": .string,
    "state": Schema.choice(UploadState.allCases.map(\.rawValue)).described(
      "Reading begins by itself when the last byte is there."),
    "offset": Schema.integer(0).described("Bytes that are on the disk for sure."),
    "length": Schema.integer(0).orNull.described("Bytes of the whole file, once they are said."),
    "task": .string, "filename": .string.orNull, "media_type": .string.orNull,
    "sha256": Schema.string.orNull.described("Of the whole file."),
    "demonstrations": Schema.array(.string).orNull.described("What was kept, by id."),
    "problem": Schema.named("Problem").orNull.described("Why it was refused."),
    "created_at": .number(), "expires_at": .number(),
  ])
}
