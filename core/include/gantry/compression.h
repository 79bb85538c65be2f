// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

} // namespace gantry
