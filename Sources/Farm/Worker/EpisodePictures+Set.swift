import Datasets
import Visuals

extension EpisodePictures {
  /// Pictures as datasets take them; `recipe` is JSON that says what they follow from.
  public init(_ pictures: PictureSet, recipe: String) {
    self.init(
      cameras: pictures.shots.map { shots in
        Camera(
          name: shots.observation, width: shots.size.width, height: shots.size.height,
          colors: shots.colors, depths: shots.depths, intrinsics: shots.intrinsics,
          extrinsics: shots.extrinsics)
      }, recipe: recipe)
  }
}
