import Crypto
import Foundation
import HummingbirdTLS
import NIOSSL

/// A certificate and its private key, for HTTPS.
public struct TLSFiles: Sendable, Hashable {
  /// A PEM file: the server's certificate first, then those between it and the root.
  public var certificate: String
  /// A PEM file without passphrase.
  public var key: String

  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }

  /// HTTP/1.1 over TLS 1.2 and later.
  ///
  /// - Throws: `ServeError.tls` naming the file that cannot be used.
  func configuration() throws(ServeError) -> TLSConfiguration {
    let chain = try chain()
    let privateKey: NIOSSLPrivateKey
    do { privateKey = try NIOSSLPrivateKey(file: key, format: .pem) } catch {
      throw .tls(file: key, reason: "is no private key in PEM without a passphrase")
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]

    // a key of another certificate is found here, not at the first connection
    do { _ = try NIOSSLContext(configuration: configuration) } catch {
      throw .tls(file: key, reason: "does not belong to \(certificate)")
    }
    return configuration
  }

  /// SHA-256 over the server's own certificate (DER), in hexadecimal.
  func fingerprint() throws(ServeError) -> String {
    _ = try configuration()
    guard let first = try chain().first, let hash = Self.fingerprint(first) else {
      throw .tls(file: certificate, reason: "holds no certificate")
    }
    return hash
  }

  /// The same of a certificate that a server showed.
  static func fingerprint(_ certificate: NIOSSLCertificate) -> String? {
    guard let bytes = try? certificate.toDERBytes() else { return nil }
    return Hexadecimal.encode(SHA256.hash(data: Data(bytes)))
  }

  private func chain() throws(ServeError) -> [NIOSSLCertificate] {
    guard let chain = try? NIOSSLCertificate.fromPEMFile(certificate), !chain.isEmpty else {
      throw .tls(file: certificate, reason: "is no certificate in PEM")
    }
    return chain
  }
}
