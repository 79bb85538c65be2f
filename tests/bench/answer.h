// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace gantry::bench {

/// Bytes waiting to be written to a socket. Grows, never shrinks.
class OutputBuffer final
{
public:
    /// Room for `bytes` more; commit() says how many were used.
    char *room(std::size_t bytes)
    {
        if (m_end + bytes > m_data.size())
            m_data.resize((m_end + bytes) * 2);
        return m_data.data() + m_end;
    }
    void commit(const char *end) { m_end = static_cast<std::size_t>(end - m_data.data()); }
    void consume(std::size_t bytes)
    {
        m_begin += bytes;
        if (m_begin == m_end)
            m_begin = m_end = 0;
    }
    [[nodiscard]] const char *data() const { return m_data.data() + m_begin; }
    [[nodiscard]] std::size_t size() const { return m_end - m_begin; }

private:
    std::vector<char> m_data;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

/// One extFields entry of an answer.
using Field = std::pair<std::string_view, std::string_view>;

/// An answer as a RocketMQ 5.5.0 server gives it, but for what varies by request.
struct Answer {
    int code = 0;
    int opaque = 0;
    bool binary = false;
    std::string_view remark;
    const Field *fields = nullptr;
    std::size_t fieldCount = 0;
    std::string_view body;
};

inline char *put(char *at, std::string_view text)
{
    if (!text.empty())
        std::memcpy(at, text.data(), text.size());
    return at + text.size();
}

/// A literal: its size is known, so it costs a move or two.
template<std::size_t size>
char *put(char *at, const char (&literal)[size])
{
    std::memcpy(at, literal, size - 1);
    return at + size - 1;
}

template<typename Number>
char *putDecimal(char *at, Number value)
{
    return std::to_chars(at, at + 20, value).ptr;
}

inline char *putBig32(char *at, std::uint32_t value)
{
    const std::uint32_t big = std::endian::native == std::endian::little ? __builtin_bswap32(value) : value;
    std::memcpy(at, &big, sizeof big);
    return at + sizeof big;
}

inline char *putBig16(char *at, std::uint16_t value)
{
    const std::uint16_t big = std::endian::native == std::endian::little ? __builtin_bswap16(value) : value;
    std::memcpy(at, &big, sizeof big);
    return at + sizeof big;
}

/// `code:2 | language:1 | version:2 | opaque:4 | flag:4 | remark:4+n | extFields:4+n`
inline char *putBinaryHeader(char *at, const Answer &answer)
{
    at = putBig16(at, static_cast<std::uint16_t>(answer.code));
    *at++ = 0; // JAVA
    at = putBig16(at, 513);
    at = putBig32(at, static_cast<std::uint32_t>(answer.opaque));
    at = putBig32(at, 1);
    at = putBig32(at, static_cast<std::uint32_t>(answer.remark.size()));
    at = put(at, answer.remark);
    char *const extLength = at;
    at += 4;
    for (std::size_t i = 0; i < answer.fieldCount; ++i) {
        const auto &[name, value] = answer.fields[i];
        at = put(putBig16(at, static_cast<std::uint16_t>(name.size())), name);
        at = put(putBig32(at, static_cast<std::uint32_t>(value.size())), value);
    }
    putBig32(extLength, static_cast<std::uint32_t>(at - extLength - 4));
    return at;
}

/// Names, values and remarks of ours hold nothing that JSON would want escaped.
inline char *putJsonHeader(char *at, const Answer &answer)
{
    at = putDecimal(put(at, "{\"code\":"), answer.code);
    at = put(at, ",\"extFields\":{");
    for (std::size_t i = 0; i < answer.fieldCount; ++i) {
        *at = ',';
        at += i != 0;
        *at++ = '"';
        at = put(put(at, answer.fields[i].first), "\":\"");
        at = put(at, answer.fields[i].second);
        *at++ = '"';
    }
    at = put(at, R"(},"flag":1,"language":"JAVA","opaque":)");
    at = putDecimal(at, answer.opaque);
    if (!answer.remark.empty())
        at = put(put(put(at, R"(,"remark":")"), answer.remark), "\"");
    return put(at, R"(,"serializeTypeCurrentRPC":"JSON","version":513})");
}

/// Appends `length:4 | headerLength:4 (top byte: serialization) | header | body`.
inline void appendAnswer(OutputBuffer &output, const Answer &answer)
{
    std::size_t bytes = 256 + answer.remark.size() + answer.body.size();
    for (std::size_t i = 0; i < answer.fieldCount; ++i)
        bytes += 8 + answer.fields[i].first.size() + answer.fields[i].second.size();
    char *const frame = output.room(bytes);
    char *const header = frame + 8;
    char *at = answer.binary ? putBinaryHeader(header, answer) : putJsonHeader(header, answer);
    const auto headerLength = static_cast<std::uint32_t>(at - header);
    at = put(at, answer.body);
    putBig32(frame, static_cast<std::uint32_t>(at - frame - 4));
    putBig32(frame + 4, headerLength | (answer.binary ? 1U << 24 : 0U));
    output.commit(at);
}

/// The answer to a send that was taken.
struct SendAnswer {
    int opaque = 0;
    int queueId = 0;
    std::uint64_t queueOffset = 0;
    std::string_view messageId;     // 32 characters
    std::string_view transactionId; // the message's unique id
};

inline char *putId(char *at, std::string_view id)
{
    if (id.size() != 32)
        return put(at, id);
    std::memcpy(at, id.data(), 32);
    return at + 32;
}

/// What appendAnswer() would write, written out: it is most of the null server's work.
inline void appendJsonSendAnswer(OutputBuffer &output, const SendAnswer &answer)
{
    char *const frame = output.room(512 + answer.transactionId.size());
    char *const header = frame + 8;
    char *at = put(header, R"({"code":0,"extFields":{"queueId":")");
    at = putDecimal(at, answer.queueId);
    at = putId(put(at, R"(","transactionId":")"), answer.transactionId);
    at = putId(put(at, R"(","msgId":")"), answer.messageId);
    at = put(at, R"(","TRACE_ON":"true","MSG_REGION":"DefaultRegion","queueOffset":")");
    at = putDecimal(at, answer.queueOffset);
    at = putDecimal(put(at, R"("},"flag":1,"language":"JAVA","opaque":)"), answer.opaque);
    at = put(at, R"(,"serializeTypeCurrentRPC":"JSON","version":513})");
    const auto headerLength = static_cast<std::uint32_t>(at - header);
    putBig32(putBig32(frame, headerLength + 4), headerLength);
    output.commit(at);
}

} // namespace gantry::bench
