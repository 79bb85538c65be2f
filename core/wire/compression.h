// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/compression.h>
#include <gantry/result.h>

#include <QByteArray>
#include <QByteArrayView>

namespace gantry::wire {

/// The bits of sysFlag that say "compressed, by this": 0x301 ZLIB, 0x101 LZ4, 0x201 ZSTD.
[[nodiscard]] qint32 compressionFlag(CompressionType type);

/// Which type a sysFlag with the compressed bit names; type bits of 0 mean ZLIB (clients up to 4.9.3).
/// Errors: IllegalMessage for a type that nobody knows.
[[nodiscard]] Result<CompressionType> compressionType(qint32 sysFlag);

/// Compresses as the Java client does: an RFC 1950 stream; an LZ4 frame of 4 MiB independent blocks without
/// content size or checksums; one ZSTD frame without content size or checksum. `level`: 0 to 9 for ZLIB, 1 to
/// 22 for ZSTD; LZ4 ignores it. Thread: any; each keeps its own working state.
/// Errors: Internal, when the library refuses.
[[nodiscard]] Result<QByteArray> compress(CompressionType type, int level, QByteArrayView body);

/// Errors: IllegalMessage, when `bytes` is no such stream or inflates to more than `maxBytes`.
[[nodiscard]] Result<QByteArray> decompress(CompressionType type, QByteArrayView bytes, qsizetype maxBytes);

/// A stored body as it was sent: inflated where `sysFlag` says that it is compressed. Errors: IllegalMessage,
/// as decompress(), and for what inflates to so much that no broker would have taken it.
[[nodiscard]] Result<QByteArray> inflatedBody(qint32 sysFlag, const QByteArray &body);

} // namespace gantry::wire
