import Catalog
import Farm
import HTTPTypes
import JSONText

extension API {
  /// Who is told of events by POSTs, and how the telling went.
  var webhookRoutes: [Route] {
    [
      Route(
        .post, "/v1/webhooks", "createWebhook",
        "Asks to be told of events, by POSTs as Standard Webhooks has them.",
        access: .scope(.admin),
        body: .json(.named("WebhookRequest")),
        outcomes: [
          Route.Outcome(
            201, "Kept; the secret to check signatures with is shown this once.",
            .named("Webhook")),
          Route.Outcome(409, "There are too many.", nil),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ], handler: createWebhook),
      Route(
        .get, "/v1/webhooks", "listWebhooks", "Lists webhooks, oldest first.",
        access: .scope(.admin),
        parameters: Self.paging,
        outcomes: [Route.Outcome(200, "A page.", SchemaLibrary.page(of: "webhooks", "Webhook"))]
      ) { call in
        let page = try await mill.catalog.webhooks(page: call.query.page())
        return try PageAnswer.make(page, name: "webhooks") { try JSON(encoding: $0) }
      },
      Route(
        .get, "/v1/webhooks/{id}", "getWebhook", "One webhook, without its secret.",
        access: .scope(.admin),
        outcomes: [
          Route.Outcome(200, "The webhook.", .named("Webhook")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        let id = call.parameter("id")
        guard let webhook = try await mill.catalog.webhook(id) else {
          throw Problem.missing("webhook", id)
        }
        return .json(try JSON(encoding: webhook))
      },
      Route(
        .patch, "/v1/webhooks/{id}", "changeWebhook", "Changes what is said; the rest stays.",
        access: .scope(.admin),
        body: .json(.named("WebhookChange")),
        outcomes: [
          Route.Outcome(200, "The webhook as it is now.", .named("Webhook")),
          Route.Outcome(404, "Unknown.", nil),
          Route.Outcome(415, "Another media type.", nil),
          Route.Outcome(422, "A field is unusable; errors say which.", nil),
        ]
      ) { call in
        let words = try reader.read(call.json, isNew: false)
        let webhook = try await mill.catalog.changeWebhook(
          call.parameter("id"), url: words.url, events: words.events,
          description: words.description, active: words.active)
        return .json(try JSON(encoding: webhook))
      },
      Route(
        .post, "/v1/webhooks/{id}:rotate", "rotateWebhookSecret",
        "Gives it a new secret; for a day messages are signed with both.",
        access: .scope(.admin),
        outcomes: [
          Route.Outcome(200, "The webhook with its new secret.", .named("Webhook")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        let (webhook, secret) = try await mill.catalog.rotateSecret(
          ofWebhook: call.parameter("id"))
        return try Self.answer(webhook, secret)
      },
      Route(
        .delete, "/v1/webhooks/{id}", "deleteWebhook", "Forgets a webhook and its deliveries.",
        access: .scope(.admin),
        outcomes: [Route.Outcome(204, "Forgotten."), Route.Outcome(404, "Unknown.", nil)]
      ) { call in
        try await mill.catalog.deleteWebhook(call.parameter("id"))
        return .noContent
      },
      Route(
        .get, "/v1/webhooks/{id}/deliveries", "listDeliveries",
        "What a webhook was told, newest first, with every try and what came of it.",
        access: .scope(.admin),
        parameters: Self.paging,
        outcomes: [
          Route.Outcome(
            200, "A page.", SchemaLibrary.page(of: "deliveries", "WebhookDelivery")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        let page = try await mill.catalog.deliveries(
          ofWebhook: call.parameter("id"), page: call.query.page())
        return try PageAnswer.make(page, name: "deliveries") { try JSON(encoding: $0) }
      },
      Route(
        .post, "/v1/webhooks/{id}/deliveries/{delivery}:resend", "resendDelivery",
        "Tells an event again, with the same message id.",
        access: .scope(.admin),
        outcomes: [
          Route.Outcome(202, "It will be sent.", .named("WebhookDelivery")),
          Route.Outcome(404, "Unknown.", nil),
        ]
      ) { call in
        let delivery = try await mill.catalog.resendDelivery(
          call.parameter("delivery"), ofWebhook: call.parameter("id"))
        return .json(try JSON(encoding: delivery), status: .accepted)
      },
    ]
  }

  private var reader: WebhookRequestReader {
    WebhookRequestReader(allowsPrivate: mill.configuration.allowsPrivateWebhooks)
  }

  @Sendable private func createWebhook(_ call: Call) async throws -> Answer {
    let words = try reader.read(call.json, isNew: true)
    let (webhook, secret) = try await mill.catalog.insertWebhook(
      url: words.url ?? "", events: words.events ?? [], description: words.description ?? "",
      active: words.active ?? true, requestKey: call.requestKey)
    return try Self.answer(
      webhook, secret, status: .created, location: "/v1/webhooks/\(webhook.id)")
  }

  /// A webhook with its secret, which is shown once: what is remembered for a repeated request has none.
  private static func answer(
    _ webhook: WebhookRecord, _ secret: WebhookSecret, status: HTTPResponse.Status = .ok,
    location: String? = nil
  ) throws -> Answer {
    let record = try JSON(encoding: webhook)
    var answer = Answer.json(record, status: status, location: location)
    answer.remembered = record.serialized
    var members = record.members ?? [:]
    members["secret"] = JSON(secret.text)
    answer.body = .bytes(JSON.object(members).serialized)
    return answer
  }
}
