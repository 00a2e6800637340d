import ArgumentParser

@main struct Demomill: ParsableCommand {
  func run() {}
}
