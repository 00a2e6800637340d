import CHDF5

/// A group: named groups and datasets, and attributes.
public struct HDF5Group {
  let handle: HDF5Handle
  /// The path from the root, without a leading slash; empty for the root.
  public let path: String
  let limits: HDF5Limits

  init(_ handle: HDF5Handle, path: String, limits: HDF5Limits) {
    self.handle = handle
    self.path = path
    self.limits = limits
  }

  /// The path of a child.
  public func path(of name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }

  /// The attributes of the group.
  public var attributes: HDF5Attributes {
    HDF5Attributes(handle: handle, path: path, limits: limits)
  }

  /// The names of all children, sorted by their UTF-8 bytes.
  ///
  /// - Throws: `HDF5Error` of kind `tooLarge` beyond the limit, `unreadable` when damaged.
  public func children() throws(HDF5Error) -> [String] {
    let listing = Listing(limit: limits.children)
    let context = Unmanaged.passUnretained(listing).toOpaque()
    let status = chdf5_each_child(
      handle.id,
      { name, context in
        guard let name, let context else { return -1 }
        return Unmanaged<Listing>.fromOpaque(context).takeUnretainedValue().take(name)
      }, context)
    guard !listing.overflow else {
      throw HDF5Error(.tooLarge, path: path, reason: "more than \(limits.children) entries")
    }
    guard status >= 0 else { throw .library(.unreadable, path: path, "cannot be listed") }
    return listing.names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Whether a child of the name exists, be it a link to nowhere.
  public func contains(_ name: String) throws(HDF5Error) -> Bool {
    try linkKind(name) != CHDF5_LINK_ABSENT
  }

  /// The child group of a name.
  ///
  /// - Throws: `HDF5Error` of kind `missing`, `shape` when it is no group, or `refused`.
  public func group(_ name: String) throws(HDF5Error) -> HDF5Group {
    let (child, kind) = try open(name)
    guard kind == CHDF5_OBJECT_GROUP else {
      throw HDF5Error(.shape, path: path(of: name), reason: "must be a group")
    }
    return HDF5Group(child, path: path(of: name), limits: limits)
  }

  /// The child dataset of a name, checked to be of the plain kind but not yet read.
  ///
  /// - Throws: `HDF5Error` of kind `missing`, `shape` when it is no dataset, or `refused`.
  public func dataset(_ name: String) throws(HDF5Error) -> HDF5Dataset {
    let (child, kind) = try open(name)
    guard kind == CHDF5_OBJECT_DATASET else {
      throw HDF5Error(.shape, path: path(of: name), reason: "must be a dataset")
    }
    return try HDF5Dataset(child, path: path(of: name), limits: limits)
  }

  private func linkKind(_ name: String) throws(HDF5Error) -> Int {
    // one step at a time, so that every step is checked
    guard !name.isEmpty, name != ".", !name.contains("/"), !name.utf8.contains(0) else {
      throw HDF5Error(.missing, path: path(of: name), reason: "not a name")
    }
    let kind = chdf5_link_kind(handle.id, name)
    guard kind >= 0 else { throw .library(.unreadable, path: path(of: name), "is damaged") }
    return Int(kind)
  }

  private func open(_ name: String) throws(HDF5Error) -> (HDF5Handle, kind: Int) {
    let link = try linkKind(name)
    switch link {
    case CHDF5_LINK_ABSENT:
      throw HDF5Error(.missing, path: path(of: name), reason: "is missing")
    case CHDF5_LINK_HARD, CHDF5_LINK_SOFT: break
    case CHDF5_LINK_EXTERNAL:
      throw HDF5Error(.refused, path: path(of: name), reason: "links into another file")
    default:
      throw HDF5Error(.refused, path: path(of: name), reason: "is a link of an unknown kind")
    }
    var kind: Int32 = 0
    let child = chdf5_open_object(handle.id, name, &kind)
    guard child >= 0 else {
      throw link == CHDF5_LINK_SOFT
        ? HDF5Error(
          .refused, path: path(of: name), reason: "is a link to nowhere or into another file")
        : .library(.unreadable, path: path(of: name), "cannot be opened")
    }
    return (HDF5Handle(child), Int(kind))
  }
}

/// Collects names during an iteration by the library.
private final class Listing {
  let limit: Int
  var names: [String] = []
  var overflow = false

  init(limit: Int) { self.limit = limit }

  /// Nonzero stops the iteration.
  func take(_ name: UnsafePointer<CChar>) -> Int32 {
    guard names.count < limit else {
      overflow = true
      return 1
    }
    names.append(String(cString: name))
    return 0
  }
}
