#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A child that reads frames from its standard input, and whose complaints are kept.
///
/// One thread does all: while it writes it also takes what the child says, so that neither waits
/// for the other for ever. The input is a socket: a child that has died gives an error, not SIGPIPE.
final class EncoderProcess {
  private let pid: pid_t
  private let deadline: Duration
  private let latest: ContinuousClock.Instant
  /// Ours of the two sockets; -1 when closed.
  private var input: Int32
  private var complaints: Int32
  private var reaped = false
  /// The last of what the child said.
  private var said: [UInt8] = []

  /// The most that is kept of what the child says.
  private static let saidLimit = 2048

  init(_ executable: String, arguments: [String], deadline: Duration) throws(VideoError) {
    self.deadline = deadline
    latest = .now + deadline

    // one socket pair for the frames, one for the complaints
    guard let frames = ChildSpawn.channel() else { throw Self.failure("socketpair") }
    defer { close(frames.theirs) }
    guard let voice = ChildSpawn.channel() else {
      let error = Self.failure("socketpair")
      close(frames.ours)
      throw error
    }
    defer { close(voice.theirs) }
    let spawned = ChildSpawn.start(
      executable, arguments: arguments, input: frames.theirs, complaints: voice.theirs)
    guard let pid = spawned.pid else {
      close(frames.ours)
      close(voice.ours)
      throw .failed("\(executable): \(String(cString: strerror(spawned.error)))")
    }
    self.pid = pid
    input = frames.ours
    complaints = voice.ours
  }

  deinit { stop() }

  /// Hands bytes to the child.
  func write(_ bytes: [UInt8]) throws(VideoError) {
    guard !reaped else { throw .failed("it has ended already") }
    var done = 0
    while done < bytes.count {
      guard try isWritable(within: 1000) else { continue }
      let sent = bytes.withUnsafeBytes {
        send(input, $0.baseAddress.map { $0 + done }, bytes.count - done, ChildSpawn.quiet)
      }
      if sent > 0 {
        done += sent
      } else if errno != EAGAIN && errno != EINTR {
        // it reads no more: what it said and how it ended tell why
        let ending = try reap()
        throw .failed(complaint(ending ?? "it ended before it had all frames"))
      }
    }
  }

  /// Ends the input and waits until the child has ended well.
  func finish() throws(VideoError) {
    guard !reaped else { throw .failed("it has ended already") }
    if let ending = try reap() { throw .failed(complaint(ending)) }
  }

  /// Ends the child if it still runs.
  func stop() {
    guard !reaped else { return }
    kill(pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    release()
  }

  /// Closes the input and waits for the child's end; gives how it ended unless well.
  private func reap() throws(VideoError) -> String? {
    close(input)
    input = -1
    var status: Int32 = 0
    while true {
      let waited = waitpid(pid, &status, WNOHANG)
      let lost = waited < 0 && errno != EINTR
      if waited == pid || lost {
        hear()
        release()
        return lost ? "its end was not seen" : Self.ending(status)
      }
      // wakes up when the child says something, and now and then to see whether it has ended
      _ = try isWritable(within: 4)
    }
  }

  /// Waits so many milliseconds at most until the child takes bytes, and hears what it says.
  private func isWritable(within milliseconds: Int32) throws(VideoError) -> Bool {
    let left = latest - .now
    guard left > .zero else {
      stop()
      throw .deadline(deadline)
    }
    let most = left < .seconds(1) ? Int32(left / .milliseconds(1)) + 1 : 1000
    var waiting = [
      pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: complaints, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waiting, nfds_t(waiting.count), min(most, milliseconds)) > 0 else { return false }
    if waiting[1].revents != 0 { hear() }
    return waiting[0].revents != 0
  }

  /// Takes what the child has said by now, and keeps the last of it.
  private func hear() {
    var piece = [UInt8](repeating: 0, count: 4096)
    while complaints >= 0 {
      let got = recv(complaints, &piece, piece.count, 0)
      if got > 0 {
        said = (said + piece.prefix(got)).suffix(Self.saidLimit)
      } else if got < 0 && errno == EINTR {
        continue
      } else {
        // nothing for now, or never again
        if got == 0 || errno != EAGAIN {
          close(complaints)
          complaints = -1
        }
        return
      }
    }
  }

  private func release() {
    reaped = true
    if input >= 0 { close(input) }
    if complaints >= 0 { close(complaints) }
    input = -1
    complaints = -1
  }

  /// How it ended and what it said, in one line.
  private func complaint(_ ending: String) -> String {
    let lines = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline)
    return ([ending] + (lines.isEmpty ? [] : [lines.joined(separator: "; ")]))
      .joined(separator: ": ")
  }

  /// Nil for an exit with 0.
  private static func ending(_ status: Int32) -> String? {
    if status == 0 { return nil }
    let signal = status & 0x7F
    return signal == 0 ? "it ended with \(status >> 8 & 0xFF)" : "it was ended by signal \(signal)"
  }

  private static func failure(_ what: String) -> VideoError {
    .failed("\(what): \(String(cString: strerror(errno)))")
  }
}
