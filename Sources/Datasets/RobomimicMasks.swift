import Demonstrations
import HDF5

/// robomimic's filter keys: under `mask`, for each side, the names of its episodes.
enum RobomimicMasks {
  static func write(_ tally: DatasetTally, to root: HDF5NewGroup) throws(HDF5Error) {
    let mask = try root.makeGroup("mask")
    for side in DatasetSide.allCases {
      // robomimic takes no empty mask
      let names = tally.numbers(of: side).map(RobomimicName.name)
      if !names.isEmpty { try mask.write(side.rawValue, strings: names) }
    }
  }
}
