// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/result.h>

#include <QByteArrayView>
#include <QLatin1String>
#include <QStringView>

#include <optional>

namespace gantry {

/// How bodies are compressed. Java: org.apache.rocketmq.common.compression.CompressionType
enum class CompressionType { Zlib, Lz4, Zstd };

/// "ZLIB", "LZ4" or "ZSTD".
[[nodiscard]] QLatin1String name(CompressionType type);
/// Of such a name, in any case of letters.
[[nodiscard]] std::optional<CompressionType> compressionTypeOf(QStringView name);

/// How many bytes `body` has when it is compressed as a producer does. `level`: 0 to 9 for ZLIB, 1 to 22 for
/// ZSTD; LZ4 ignores it. Takes as long as compressing. Thread: any.
/// Errors: Internal, when the library refuses.
[[nodiscard]] Result<qsizetype> compressedSize(CompressionType type, int level, QByteArrayView body);

} // namespace gantry
