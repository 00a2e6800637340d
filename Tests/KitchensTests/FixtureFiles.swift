import Kitchens
import TestSupport

/// The shipped fixtures, read once.
enum FixtureFiles {
  static let folder = Repository.root.appendingPathComponent("Scenes/fixtures").path
  static let library = Result { try ModelLibrary(folder: folder) }

  /// Every class that the shipped layouts may name.
  static let classes = [
    "backsplash", "blender", "coffee_machine", "cooktop", "corner_cabinet", "counter",
    "dish_rack", "dishwasher", "double_cabinet", "drawer_stack", "filler", "floor", "fridge",
    "hood",
    "housing", "kettle", "microwave", "open_shelf", "oven", "single_cabinet", "sink",
    "stand_mixer", "stool", "stove", "table", "toaster", "toaster_oven", "wall", "window",
  ]
}
