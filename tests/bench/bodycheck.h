// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requestheader.h"

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gantry::bench {

/// Checks message bodies against what the client was told to send.
///
/// Without `inflate` a compressed body is only known to be shorter than the text and to start as zlib does;
/// with it every body, compressed or not, has to give the text back.
class BodyCheck final
{
public:
    struct Expected {
        std::size_t bytes = 0; // before compression; 0: any
        std::string text;      // empty: any
        bool inflate = false;
    };

    explicit BodyCheck(Expected expected)
        : m_expected(std::move(expected))
    {
        if (m_expected.inflate)
            inflateInit(&m_stream);
    }
    ~BodyCheck()
    {
        if (m_expected.inflate)
            inflateEnd(&m_stream);
    }
    BodyCheck(const BodyCheck &) = delete;
    BodyCheck &operator=(const BodyCheck &) = delete;

    /// What is wrong with the body of a send, or null.
    const char *fault(const RequestHeader &header, std::string_view body)
    {
        constexpr int compressed = 0x1;
        constexpr int compressionType = 0x700;
        constexpr int zlibType = 0x300;
        if (body.empty())
            return "empty body";
        if (header.batch)
            return batchSize(body) ? nullptr : "batch body does not add up";
        if (!(header.sysFlag & compressed))
            return plainFault(body);
        const int type = header.sysFlag & compressionType;
        if (type != 0 && type != zlibType)
            return m_expected.inflate ? "compressed, but not by zlib" : nullptr;
        if (body[0] != '\x78')
            return "not a zlib body";
        if (m_expected.inflate)
            return inflated(body) ? plainFault({m_inflated.data(), m_inflatedSize}) : "body does not inflate";
        return m_expected.bytes && body.size() >= m_expected.bytes ? "compressed body is not shorter"
                                                                   : nullptr;
    }

    /// The messages of a batch body, or nothing when it is malformed.
    /// `totalSize:4 | magic:4 | crc:4 | flag:4 | body:4+n | properties:2+n`, again and again.
    static std::optional<std::uint64_t> batchSize(std::string_view body)
    {
        std::uint64_t messages = 0;
        while (!body.empty()) {
            if (body.size() < 22)
                return std::nullopt;
            const std::size_t bodyLength = readBig32(body.data() + 16);
            if (bodyLength > body.size() - 22)
                return std::nullopt;
            const std::size_t size = 22 + bodyLength + readBig16(body.data() + 20 + bodyLength);
            if (size > body.size() || readBig32(body.data()) != size)
                return std::nullopt;
            body.remove_prefix(size);
            ++messages;
        }
        return messages;
    }

private:
    [[nodiscard]] const char *plainFault(std::string_view body) const
    {
        if (m_expected.bytes && body.size() != m_expected.bytes)
            return "body of another size";
        if (m_expected.inflate && !m_expected.text.empty() && body != m_expected.text)
            return "body of another text";
        return nullptr;
    }

    bool inflated(std::string_view body)
    {
        constexpr std::size_t mostBytes = std::size_t{16} << 20;
        m_inflated.resize(mostBytes);
        inflateReset(&m_stream);
        // zlib's interface lacks the const: it reads only
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.data()));
        m_stream.avail_in = static_cast<uInt>(body.size());
        m_stream.next_out = reinterpret_cast<Bytef *>(m_inflated.data());
        m_stream.avail_out = static_cast<uInt>(mostBytes);
        const bool whole = ::inflate(&m_stream, Z_FINISH) == Z_STREAM_END && m_stream.avail_in == 0;
        m_inflatedSize = mostBytes - m_stream.avail_out;
        return whole;
    }

    Expected m_expected;
    z_stream m_stream{};
    std::vector<char> m_inflated;
    std::size_t m_inflatedSize = 0;
};

} // namespace gantry::bench
