import Episodes

extension SelectionCandidate {
  /// A kept episode by what its recipe says; `demonstrations` are the ids that it was planned from.
  public init(
    id: String, job: String, demonstrations: [String], cell: String? = nil,
    recipe: EpisodeRecipe, quality: EpisodeQuality
  ) {
    let kitchen = recipe.kitchenSpec
    self.init(
      id: id, job: job, task: recipe.task, demonstrations: demonstrations, cell: cell,
      layout: kitchen?.layout, style: kitchen?.style, split: kitchen?.split.rawValue,
      language: recipe.language, quality: quality)
  }
}
