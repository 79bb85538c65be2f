// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include <gantry/compression.h>

using namespace Qt::StringLiterals;

namespace gantry {

QLatin1String name(CompressionType type)
{
    switch (type) {
    case CompressionType::Zlib:
        return "ZLIB"_L1;
    case CompressionType::Lz4:
        return "LZ4"_L1;
    case CompressionType::Zstd:
        return "ZSTD"_L1;
    }
    return {};
}

std::optional<CompressionType> compressionTypeOf(QStringView text)
{
    for (const CompressionType type : {CompressionType::Zlib, CompressionType::Lz4, CompressionType::Zstd}) {
        if (text.compare(name(type), Qt::CaseInsensitive) == 0)
            return type;
    }
    return std::nullopt;
}

} // namespace gantry
