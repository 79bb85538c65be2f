// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/headers.h"

#include "wire/jsontext.h"

#include <charconv>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

/// A field of the send header, by its two names.
struct FieldName {
    QByteArrayView oneLetter;
    QByteArrayView full;
};

namespace sendfield {
constexpr FieldName producerGroup{"a", "producerGroup"};
constexpr FieldName topic{"b", "topic"};
constexpr FieldName defaultTopic{"c", "defaultTopic"};
constexpr FieldName defaultTopicQueueNums{"d", "defaultTopicQueueNums"};
constexpr FieldName queueId{"e", "queueId"};
constexpr FieldName sysFlag{"f", "sysFlag"};
constexpr FieldName bornTimestamp{"g", "bornTimestamp"};
constexpr FieldName flag{"h", "flag"};
constexpr FieldName properties{"i", "properties"};
constexpr FieldName reconsumeTimes{"j", "reconsumeTimes"};
constexpr FieldName unitMode{"k", "unitMode"};
constexpr FieldName maxReconsumeTimes{"l", "maxReconsumeTimes"};
constexpr FieldName batch{"m", "batch"};
constexpr FieldName brokerName{"n", "bname"};
} // namespace sendfield

/// Whether all of `text` is a number that fits.
template<typename T>
[[nodiscard]] bool readNumber(QByteArrayView text, T &value)
{
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    return error == std::errc() && end == text.end();
}

[[nodiscard]] bool isTrue(QByteArrayView text)
{
    return text.compare("true", Qt::CaseInsensitive) == 0;
}

[[nodiscard]] QByteArray boolText(bool value)
{
    return value ? QByteArrayLiteral("true") : QByteArrayLiteral("false");
}

/// Reads the fields of a send header; remembers the first that is missing or wrong.
class SendFieldReader
{
public:
    SendFieldReader(const Fields &fields, bool shortNames)
        : m_fields(fields)
        , m_shortNames(shortNames)
    {
    }

    [[nodiscard]] QByteArrayView text(const FieldName &name)
    {
        const std::optional<QByteArrayView> value = find(name);
        if (!value)
            complain(name, u"is missing"_s);
        return value.value_or(QByteArrayView());
    }
    [[nodiscard]] QByteArrayView optionalText(const FieldName &name)
    {
        return find(name).value_or(QByteArrayView());
    }
    template<typename T>
    [[nodiscard]] T number(const FieldName &name)
    {
        const std::optional<T> value = optionalNumber<T>(name);
        if (!value)
            complain(name, u"is missing"_s);
        return value.value_or(T(0));
    }
    template<typename T>
    [[nodiscard]] std::optional<T> optionalNumber(const FieldName &name)
    {
        const std::optional<QByteArrayView> value = find(name);
        if (!value)
            return std::nullopt;
        T number = 0;
        if (readNumber(*value, number))
            return number;
        complain(name, u"is no number: "_s + QString::fromUtf8(*value));
        return std::nullopt;
    }
    [[nodiscard]] bool flag(const FieldName &name) { return isTrue(optionalText(name)); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    /// Fields mostly come in the order in which they are asked for, so the search goes on behind the last
    /// hit.
    [[nodiscard]] std::optional<QByteArrayView> find(const FieldName &name)
    {
        const QByteArrayView wanted = m_shortNames ? name.oneLetter : name.full;
        for (qsizetype i = 0; i < m_fields.size(); ++i) {
            const qsizetype index = (m_next + i) % m_fields.size();
            if (m_fields.at(index).first != wanted)
                continue;
            m_next = index + 1;
            return m_fields.at(index).second;
        }
        return std::nullopt;
    }
    void complain(const FieldName &name, const QString &what)
    {
        if (m_error)
            return;
        const QByteArrayView wireName = m_shortNames ? name.oneLetter : name.full;
        m_error = Error{.kind = ErrorKind::IllegalMessage,
                        .detail = u"The send header's field %1 (%2) %3"_s.arg(
                            QString::fromLatin1(wireName), QString::fromLatin1(name.full), what),
                        .hint = {},
                        .code = std::nullopt};
    }

    const Fields &m_fields;
    bool m_shortNames;
    qsizetype m_next = 0;
    std::optional<Error> m_error;
};

/// Which fields of a send response have come.
struct SendResponseFields {
    bool hasMsgId = false;
    bool hasQueueId = false;
    bool hasQueueOffset = false;
};

void takeField(const FieldView &field, SendMessageResponse &response, SendResponseFields &taken)
{
    if (isText(field.name, "msgId")) {
        response.msgId = field.value;
        taken.hasMsgId = true;
    } else if (isText(field.name, "queueId")) {
        taken.hasQueueId = readNumber(field.value, response.queueId);
    } else if (isText(field.name, "queueOffset")) {
        taken.hasQueueOffset = readNumber(field.value, response.queueOffset);
    } else if (isText(field.name, "transactionId")) {
        response.transactionId = field.value;
    } else if (isText(field.name, "batchUniqId")) {
        response.batchUniqId = field.value;
    } else if (isText(field.name, "recallHandle")) {
        response.recallHandle = field.value;
    } else if (isText(field.name, "MSG_REGION")) {
        response.regionId = field.value;
    } else if (isText(field.name, "TRACE_ON")) {
        response.traceOn = !isText(field.value, "false");
    }
}

} // namespace

bool operator==(const SendMessageHeader &a, const SendMessageHeader &b)
{
    return a.producerGroup == b.producerGroup && a.topic == b.topic && a.defaultTopic == b.defaultTopic
           && a.defaultTopicQueueNums == b.defaultTopicQueueNums && a.queueId == b.queueId
           && a.sysFlag == b.sysFlag && a.bornTimestamp == b.bornTimestamp && a.flag == b.flag
           && a.properties == b.properties && a.reconsumeTimes == b.reconsumeTimes && a.unitMode == b.unitMode
           && a.maxReconsumeTimes == b.maxReconsumeTimes && a.batch == b.batch
           && a.brokerName == b.brokerName;
}

Fields toFields(const SendMessageHeader &header, bool shortNames)
{
    Fields fields;
    fields.reserve(14);
    const auto add = [&fields, shortNames](const FieldName &name, QByteArray value) {
        fields.emplaceBack((shortNames ? name.oneLetter : name.full).toByteArray(), std::move(value));
    };
    add(sendfield::producerGroup, header.producerGroup.toByteArray());
    add(sendfield::topic, header.topic.toByteArray());
    add(sendfield::defaultTopic, header.defaultTopic.toByteArray());
    add(sendfield::defaultTopicQueueNums, QByteArray::number(header.defaultTopicQueueNums));
    add(sendfield::queueId, QByteArray::number(header.queueId));
    add(sendfield::sysFlag, QByteArray::number(header.sysFlag));
    add(sendfield::bornTimestamp, QByteArray::number(header.bornTimestamp));
    add(sendfield::flag, QByteArray::number(header.flag));
    add(sendfield::properties, header.properties.toByteArray());
    add(sendfield::reconsumeTimes, QByteArray::number(header.reconsumeTimes));
    add(sendfield::unitMode, boolText(header.unitMode));
    if (header.maxReconsumeTimes)
        add(sendfield::maxReconsumeTimes, QByteArray::number(*header.maxReconsumeTimes));
    add(sendfield::batch, boolText(header.batch));
    if (!header.brokerName.isEmpty())
        add(sendfield::brokerName, header.brokerName.toByteArray());
    return fields;
}

Result<SendMessageHeader> sendMessageHeader(const Fields &fields, bool shortNames)
{
    SendFieldReader reader(fields, shortNames);
    SendMessageHeader header;
    header.producerGroup = reader.text(sendfield::producerGroup);
    header.topic = reader.text(sendfield::topic);
    header.defaultTopic = reader.text(sendfield::defaultTopic);
    header.defaultTopicQueueNums = reader.number<qint32>(sendfield::defaultTopicQueueNums);
    header.queueId = reader.number<qint32>(sendfield::queueId);
    header.sysFlag = reader.number<qint32>(sendfield::sysFlag);
    header.bornTimestamp = reader.number<qint64>(sendfield::bornTimestamp);
    header.flag = reader.number<qint32>(sendfield::flag);
    header.properties = reader.optionalText(sendfield::properties);
    header.reconsumeTimes = reader.optionalNumber<qint32>(sendfield::reconsumeTimes).value_or(0);
    header.unitMode = reader.flag(sendfield::unitMode);
    header.maxReconsumeTimes = reader.optionalNumber<qint32>(sendfield::maxReconsumeTimes);
    header.batch = reader.flag(sendfield::batch);
    header.brokerName = reader.optionalText(sendfield::brokerName);
    if (reader.error())
        return *reader.error();
    return header;
}

Result<SendMessageResponse> sendMessageResponse(const CommandView &response)
{
    static const SendMessageResponse empty; // copied: stores of its members one by one would stall the move
    Result<SendMessageResponse> result = empty;
    SendResponseFields taken;
    for (const FieldView &field : response.fields)
        takeField(field, *result, taken);
    if (taken.hasMsgId && taken.hasQueueId && taken.hasQueueOffset) [[likely]]
        return result;
    const QString what = !taken.hasMsgId ? u"msgId"_s : !taken.hasQueueId ? u"queueId"_s : u"queueOffset"_s;
    result = Error{.kind = ErrorKind::Broker,
                   .detail = u"The broker's answer to a send has no valid %1"_s.arg(what),
                   .hint = {},
                   .code = response.code};
    return result;
}

Fields unregisterClientFields(const QString &clientId, const QString &producerGroup)
{
    return {{"clientID", clientId.toUtf8()}, {"producerGroup", producerGroup.toUtf8()}};
}

QByteArray heartbeatBody(const QString &clientId, const QList<QString> &producerGroups)
{
    QByteArray body = "{\"clientID\":\"";
    appendJsonEscaped(body, clientId.toUtf8());
    body.append("\",\"consumerDataSet\":[],\"heartbeatFingerprint\":0,\"producerDataSet\":[");
    for (const QString &group : producerGroups) {
        body.append(body.endsWith('[') ? "{\"groupName\":\"" : ",{\"groupName\":\"");
        appendJsonEscaped(body, group.toUtf8());
        body.append("\"}");
    }
    body.append("],\"withoutSub\":false}");
    return body;
}

Fields toFields(const CreateTopicHeader &header)
{
    Fields fields = {{"topic", header.topic.toUtf8()},
                     {"defaultTopic", header.defaultTopic.toUtf8()},
                     {"readQueueNums", QByteArray::number(header.readQueueNums)},
                     {"writeQueueNums", QByteArray::number(header.writeQueueNums)},
                     {"perm", QByteArray::number(header.perm)},
                     {"topicFilterType", "SINGLE_TAG"},
                     {"topicSysFlag", "0"},
                     {"order", boolText(header.order)}};
    if (!header.attributes.isEmpty())
        fields.emplaceBack("attributes", header.attributes.toUtf8());
    return fields;
}

} // namespace gantry::wire
