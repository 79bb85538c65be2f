// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "answer.h"
#include "bodycheck.h"
#include "compactjson.h"
#include "requestheader.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gantry::bench {

struct Options {
    int queues = 4;
    bool echoType = false;
    BodyCheck::Expected body;
};

struct Counters {
    std::uint64_t sends = 0;
    std::uint64_t oneways = 0;
    std::uint64_t bad = 0;
    std::uint64_t bodyBytes = 0; // of sends and oneways, as on the wire
    std::uint64_t messages = 0;  // sends and oneways, with batches counted by their members
    std::uint64_t others = 0;
    std::uint64_t connections = 0;
    std::uint64_t reads = 0;
    std::vector<std::uint64_t> queues;
};

enum class RequestCode {
    SendMessage = 10,
    HeartBeat = 34,
    UnregisterClient = 35,
    RouteInfo = 105,
    SendMessageV2 = 310,
    SendBatchMessage = 320,
};

/// Takes whole frames, answers into a buffer, counts. Knows nothing of sockets.
class Responder final
{
public:
    Responder(Options options, std::uint16_t port)
        : m_options(std::move(options))
        , m_body(m_options.body)
    {
        m_counters.queues.resize(static_cast<std::size_t>(m_options.queues));
        const std::string address = "127.0.0.1:" + std::to_string(port);
        const std::string queues = std::to_string(m_options.queues);
        m_route =
            R"({"brokerDatas":[{"brokerAddrs":{"0":")" + address
            + R"("},"brokerName":"broker-a","cluster":"DefaultCluster","enableActingMaster":false}],)"
            + R"("filterServerTable":{},"queueDatas":[{"brokerName":"broker-a","perm":6,"readQueueNums":)"
            + queues + R"(,"topicSysFlag":0,"writeQueueNums":)" + queues + "}]}";
        std::array<char, 17> text{};
        std::snprintf(text.data(), text.size(), "7F000001%08X", static_cast<unsigned>(port));
        m_messageId.assign(text.data(), 16);
        m_messageId.append(16, '0');
    }

    [[nodiscard]] Counters &counters() { return m_counters; }

    /// One frame without its length word; headerPadding bytes after it are readable.
    /// False: the connection cannot go on, as nothing tells what to answer.
    bool take(std::string_view frame, OutputBuffer &output)
    {
        if (frame.size() < 4)
            return unusable("frame too short");
        const std::uint32_t word = readBig32(frame.data());
        const std::size_t headerLength = word & 0xffffff;
        const std::uint32_t type = word >> 24;
        if (headerLength > frame.size() - 4 || type > 1)
            return unusable("header length or type");
        const std::string_view text = frame.substr(4, headerLength);
        RequestHeader header;
        const bool parsed = type == 1 ? parseBinaryHeader(text, header) : readJsonHeader(text, header);
        if (!parsed || !header.hasCode || !header.hasOpaque)
            return unusable("header");
        if (header.flag & flagResponse) {
            noteBad("a response, and nothing was asked");
            return true;
        }
        answerTo(header, frame.substr(4 + headerLength), type == 1 && m_options.echoType, output);
        return true;
    }

    bool unusable(const char *why)
    {
        noteBad(why);
        return false;
    }

private:
    void noteBad(const char *why)
    {
        constexpr std::uint64_t mostReports = 20;
        if (++m_counters.bad <= mostReports)
            std::fprintf(stderr, "nullserver: bad frame: %s\n", why);
    }

    void answerTo(const RequestHeader &header, std::string_view body, bool binary, OutputBuffer &output)
    {
        Answer answer;
        answer.opaque = header.opaque;
        answer.binary = binary;
        switch (static_cast<RequestCode>(header.code)) {
        case RequestCode::SendMessage:
        case RequestCode::SendMessageV2:
        case RequestCode::SendBatchMessage:
            return answerSend(header, body, answer, output);
        case RequestCode::RouteInfo:
            answer.body = m_route;
            break;
        case RequestCode::HeartBeat: {
            static constexpr Field fields[] = {{"IS_SUPPORT_HEART_BEAT_V2", "true"},
                                               {"IS_SUB_CHANGE", "true"}};
            answer.fields = fields;
            answer.fieldCount = std::size(fields);
            break;
        }
        case RequestCode::UnregisterClient:
            break;
        }
        ++m_counters.others;
        if (!(header.flag & flagOneway))
            appendAnswer(output, answer);
    }

    const char *sendFault(const RequestHeader &header, std::string_view body)
    {
        if (header.sendFields != RequestHeader::allSendFields)
            return "a required field is missing";
        if (header.queueId >= m_options.queues)
            return "queueId out of range";
        if (header.code == static_cast<int>(RequestCode::SendBatchMessage) && !header.batch)
            return "a batch that does not say so";
        return m_body.fault(header, body);
    }

    void answerSend(const RequestHeader &header, std::string_view body, Answer &answer, OutputBuffer &output)
    {
        const bool oneway = header.flag & flagOneway;
        if (const char *why = sendFault(header, body)) {
            noteBad(why);
            answer.code = 1;
            answer.remark = why;
            if (!oneway)
                appendAnswer(output, answer);
            return;
        }
        const auto queue = static_cast<std::size_t>(header.queueId < 0 ? 0 : header.queueId);
        const std::uint64_t members = header.batch ? BodyCheck::batchSize(body).value_or(1) : 1;
        const std::uint64_t queueOffset = m_counters.queues[queue];
        m_counters.queues[queue] += members;
        m_counters.messages += members;
        m_counters.bodyBytes += body.size();
        ++(oneway ? m_counters.oneways : m_counters.sends);
        if (!oneway) {
            writeLogOffset();
            appendSendAnswer({header.opaque, static_cast<int>(queue), queueOffset, m_messageId,
                              uniqueKey(header.properties)},
                             answer, output);
        }
        m_logOffset += body.size() + 200;
    }

    void appendSendAnswer(const SendAnswer &send, Answer &answer, OutputBuffer &output)
    {
        if (!answer.binary)
            return appendJsonSendAnswer(output, send);
        const std::string queue = std::to_string(send.queueId);
        const std::string offset = std::to_string(send.queueOffset);
        const std::array<Field, 6> fields{{
            {"queueId", queue},
            {"transactionId", send.transactionId},
            {"msgId", send.messageId},
            {"TRACE_ON", "true"},
            {"MSG_REGION", "DefaultRegion"},
            {"queueOffset", offset},
        }};
        answer.fields = fields.data();
        answer.fieldCount = fields.size();
        appendAnswer(output, answer);
    }

    /// The second half of the offset message id: sixteen hexadecimal digits.
    void writeLogOffset()
    {
        std::uint64_t rest = m_logOffset;
        for (std::size_t i = 32; rest != 0; rest >>= 4)
            m_messageId[--i] = "0123456789ABCDEF"[rest & 15];
    }

    Options m_options;
    BodyCheck m_body;
    Counters m_counters;
    std::string m_route;
    std::string m_messageId; // address and log offset, as a broker makes it
    std::uint64_t m_logOffset = 0;
};

} // namespace gantry::bench
