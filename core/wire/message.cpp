// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/message.h"

#include "wire/bytes.h"
#include "wire/messageid.h"

#include <QHash>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <variant>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr char nameEnd = 1;
constexpr char pairEnd = 2;
/// From so many properties on, duplicates are looked for by a hash.
constexpr qsizetype fewProperties = 16;

constexpr quint32 magicVersion1 = 0xDAA320A7;
constexpr quint32 magicVersion2 = 0xDAA320AB;
constexpr quint32 magicEndOfFile = 0xCBD43194;
constexpr qsizetype longestVersion1Topic = std::numeric_limits<qint8>::max();

/// In the order of their characters.
constexpr std::array reservedNames = {
    "1ST_POP_TIME"_L1,
    "ARRIVE_TIME"_L1,
    "BORN_TIMESTAMP"_L1,
    "BUYER_ID"_L1,
    "CLUSTER"_L1,
    "CONSUME_START_TIME"_L1,
    "CORRECTION_FLAG"_L1,
    "CORRELATION_ID"_L1,
    "DELAY"_L1,
    "DLQ_ORIGIN_MESSAGE_ID"_L1,
    "DLQ_ORIGIN_TOPIC"_L1,
    "DUP_INFO"_L1,
    "EXTEND_UNIQ_INFO"_L1,
    "INNER_MULTI_QUEUE_OFFSET"_L1,
    "INSTANCE_ID"_L1,
    "KEYS"_L1,
    "MAX_OFFSET"_L1,
    "MAX_RECONSUME_TIMES"_L1,
    "MIN_OFFSET"_L1,
    "MQ2_FLAG"_L1,
    "MSG_REGION"_L1,
    "MSG_TYPE"_L1,
    "ORIGIN_GROUP"_L1,
    "ORIGIN_MESSAGE_ID"_L1,
    "PGROUP"_L1,
    "POP_CK"_L1,
    "POP_CK_OFFSET"_L1,
    "PUSH_REPLY_TIME"_L1,
    "REAL_QID"_L1,
    "REAL_TOPIC"_L1,
    "RECONSUME_TIME"_L1,
    "REPLY_TO_CLIENT"_L1,
    "RETRY_TOPIC"_L1,
    "TAGS"_L1,
    "TIMER_DELAY_LEVEL"_L1,
    "TIMER_DELAY_MS"_L1,
    "TIMER_DELAY_SEC"_L1,
    "TIMER_DELIVER_MS"_L1,
    "TIMER_DEL_UNIQKEY"_L1,
    "TIMER_DEQUEUE_MS"_L1,
    "TIMER_ENQUEUE_MS"_L1,
    "TIMER_OUT_MS"_L1,
    "TIMER_ROLL_TIMES"_L1,
    "TRACE_ON"_L1,
    "TRANSFER_FLAG"_L1,
    "TRAN_MSG"_L1,
    "TRAN_PREPARED_QUEUE_OFFSET"_L1,
    "TTL"_L1,
    "UNIQ_KEY"_L1,
    "WAIT"_L1,
    "_SYS_MSG_PRIORITY_"_L1,
    "__BORNHOST"_L1,
    "__CRC32#"_L1,
    "__LITE_TOPIC"_L1,
};

/// `ip:4|16 port:4`
struct Host {
    QHostAddress address;
    quint16 port = 0;
};

[[nodiscard]] std::optional<Host> readHost(ByteReader &reader, bool isV6)
{
    const auto bytes = reader.take(isV6 ? 16 : 4);
    const auto port = reader.read<qint32>();
    if (!bytes || !port)
        return std::nullopt;
    const auto *raw = reinterpret_cast<const quint8 *>(bytes->data());
    return Host{isV6 ? QHostAddress(raw) : QHostAddress(qFromBigEndian<quint32>(raw)), quint16(*port)};
}

[[nodiscard]] QString describe(const Host &host)
{
    const bool isV6 = host.address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isV6 ? u'[' + host.address.toString() + u']' : host.address.toString()) + u':'
           + QString::number(host.port);
}

/// As it is written.
struct HostBytes {
    std::array<char, 16> address{};
    qsizetype addressSize = 4;
    quint16 port = 0;

    [[nodiscard]] bool isV6() const { return addressSize == 16; }
    /// With the port.
    [[nodiscard]] qsizetype size() const { return addressSize + 4; }
};

/// The address that "a.b.c.d" is; nothing for any other text. QHostAddress takes longer for it than all the
/// rest of a message takes.
[[nodiscard]] std::optional<quint32> dottedQuad(QStringView text)
{
    quint32 address = 0;
    quint32 part = 0;
    int dots = 0;
    bool hasDigit = false;
    for (const QChar c : text) {
        const bool isDigit = c >= u'0' && c <= u'9';
        if (!isDigit && (c != u'.' || !hasDigit))
            return std::nullopt;
        if (isDigit) {
            part = part * 10 + (c.unicode() - u'0');
        } else {
            address = address << 8 | part;
            part = 0;
            ++dots;
        }
        hasDigit = isDigit;
        if (part > 255)
            return std::nullopt;
    }
    return dots == 3 && hasDigit ? std::optional(address << 8 | part) : std::nullopt;
}

[[nodiscard]] HostBytes hostBytes(QStringView text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    HostBytes host{.port = colon < 0 ? quint16(0) : text.sliced(colon + 1).toUShort()};
    QStringView address = colon < 0 ? text : text.first(colon);
    if (const std::optional<quint32> v4 = dottedQuad(address)) {
        qToBigEndian(*v4, host.address.data());
        return host;
    }
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.sliced(1, address.size() - 2);
    if (const QHostAddress v6(address.toString()); v6.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bytes = v6.toIPv6Address();
        std::copy(std::begin(bytes.c), std::end(bytes.c), host.address.begin());
        host.addressSize = std::size(bytes.c);
    }
    return host;
}

void putHost(ByteWriter &writer, const HostBytes &host)
{
    writer.put(QByteArrayView(host.address.data(), host.addressSize));
    writer.putBigEndian(qint32(host.port));
}

/// All of a message but its length and magic code; nothing when a length does not fit.
[[nodiscard]] std::optional<StoredMessage> readMessage(ByteReader &reader, bool isVersion2)
{
    StoredMessage message;
    message.bodyCrc = reader.read<qint32>().value_or(0);
    message.queueId = reader.read<qint32>().value_or(0);
    message.flag = reader.read<qint32>().value_or(0);
    message.queueOffset = reader.read<qint64>().value_or(0);
    message.physicalOffset = reader.read<qint64>().value_or(0);
    message.sysFlag = reader.read<qint32>().value_or(0);
    message.bornTimestamp = reader.read<qint64>().value_or(0);
    const auto bornHost = readHost(reader, (message.sysFlag & sysflag::bornHostV6) != 0);
    message.storeTimestamp = reader.read<qint64>().value_or(0);
    const auto storeHost = readHost(reader, (message.sysFlag & sysflag::storeHostV6) != 0);
    message.reconsumeTimes = reader.read<qint32>().value_or(0);
    message.preparedTransactionOffset = reader.read<qint64>().value_or(0);
    const auto body = reader.take(reader.read<qint32>().value_or(-1));
    const auto topicLength = isVersion2 ? reader.read<qint16>() : std::optional<qint16>(reader.read<qint8>());
    const auto topic = reader.take(topicLength.value_or(-1));
    const auto properties = reader.take(reader.read<qint16>().value_or(-1));
    // A read past the end moves nothing and the reads behind it may then succeed on wrong bytes; but the
    // lengths at the end are judged, too, and what comes of it is wrong values, never a wrong access.
    if (!bornHost || !storeHost || !body || !topic || !properties)
        return std::nullopt;
    message.bornHost = describe(*bornHost);
    message.storeHost = describe(*storeHost);
    message.body = body->toByteArray();
    message.topic = QString::fromUtf8(*topic);
    message.propertiesText = properties->toByteArray();
    message.properties = readProperties(message.propertiesText);
    const OffsetIdParts id{storeHost->address, storeHost->port, message.physicalOffset};
    message.offsetMsgId = createOffsetId(id).view().toByteArray();
    return message;
}

[[nodiscard]] QByteArray propertiesText(const PropertyList &properties)
{
    qsizetype size = 0;
    for (const auto &[name, value] : properties)
        size += name.size() + value.size() + 2;
    QByteArray text;
    text.reserve(size);
    for (const auto &[name, value] : properties)
        appendProperty(text, name, value);
    return text;
}

[[nodiscard]] Error noMessage(qsizetype position, const QString &what)
{
    return Error{.kind = ErrorKind::Internal,
                 .detail = u"The stored message at byte %1 cannot be read: %2"_s.arg(position).arg(what),
                 .hint = {},
                 .code = std::nullopt};
}

[[nodiscard]] qint32 flagWithHosts(qint32 sysFlag, const HostBytes &bornHost, const HostBytes &storeHost)
{
    qint32 flag = sysFlag & ~(sysflag::bornHostV6 | sysflag::storeHostV6);
    if (bornHost.isV6())
        flag |= sysflag::bornHostV6;
    if (storeHost.isV6())
        flag |= sysflag::storeHostV6;
    return flag;
}

} // namespace

std::optional<DeliveryProperty> deliveryProperty(const DeliveryTime &delivery)
{
    if (const auto *level = std::get_if<DelayLevel>(&delivery))
        return DeliveryProperty{propertyname::delayLevel, level->value};
    if (const auto *delay = std::get_if<std::chrono::milliseconds>(&delivery))
        return DeliveryProperty{propertyname::timerDelayMs, delay->count()};
    if (const auto *at = std::get_if<std::chrono::sys_time<std::chrono::milliseconds>>(&delivery))
        return DeliveryProperty{propertyname::timerDeliverMs, at->time_since_epoch().count()};
    return std::nullopt;
}

bool isReservedProperty(QStringView name)
{
    return std::binary_search(reservedNames.begin(), reservedNames.end(), name,
                              [](const auto &a, const auto &b) { return a.compare(b) < 0; });
}

void appendProperty(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    ByteWriter writer(out, name.size() + value.size() + 2);
    writer.put(name);
    writer.put(nameEnd);
    writer.put(value);
    writer.put(pairEnd);
}

PropertyList readProperties(QByteArrayView text)
{
    PropertyList properties;
    QHash<QByteArray, qsizetype> indexes;
    const auto indexOf = [&properties, &indexes](const QByteArray &name) {
        if (properties.size() < fewProperties) {
            const auto found = std::find_if(properties.cbegin(), properties.cend(),
                                            [&name](const auto &pair) { return pair.first == name; });
            return found - properties.cbegin();
        }
        for (qsizetype i = indexes.size(); i < properties.size(); ++i)
            indexes.insert(properties.at(i).first, i);
        return indexes.value(name, properties.size());
    };
    while (!text.isEmpty()) {
        qsizetype end = text.indexOf(pairEnd);
        if (end < 0)
            end = text.size();
        const QByteArrayView pair = text.first(end);
        text = text.sliced(std::min(end + 1, text.size()));
        const qsizetype separator = pair.indexOf(nameEnd);
        if (separator <= 0 || separator == pair.size() - 1)
            continue;
        const QByteArray name = pair.first(separator).toByteArray();
        const QByteArray value = pair.sliced(separator + 1).toByteArray();
        if (const qsizetype index = indexOf(name); index < properties.size())
            properties[index].second = value;
        else
            properties.emplaceBack(name, value);
    }
    return properties;
}

qint32 crcOf(QByteArrayView body)
{
    const auto *data = reinterpret_cast<const Bytef *>(body.data());
    return qint32(crc32(0, data, uInt(body.size())) & 0x7FFF'FFFFU);
}

Result<QList<StoredMessage>> readStoredMessages(QByteArrayView bytes)
{
    QList<StoredMessage> messages;
    ByteReader all(bytes);
    for (;;) {
        const qsizetype position = all.position();
        const auto totalSize = all.read<qint32>();
        if (!totalSize)
            return messages;
        if (*totalSize < 8)
            return noMessage(position, u"its size is %1"_s.arg(*totalSize));
        const auto rest = all.take(*totalSize - 4);
        if (!rest)
            return messages;
        ByteReader reader(*rest);
        const quint32 magic = *reader.read<quint32>();
        if (magic == magicEndOfFile)
            return messages;
        if (magic != magicVersion1 && magic != magicVersion2)
            return noMessage(position, u"its magic code is 0x%1"_s.arg(magic, 0, 16));
        std::optional<StoredMessage> message = readMessage(reader, magic == magicVersion2);
        if (!message)
            return noMessage(position, u"a length in it does not fit"_s);
        message->storeSize = *totalSize;
        messages.append(*std::move(message));
    }
}

QByteArray writeStoredMessage(const StoredMessage &message)
{
    const QByteArray topic = message.topic.toUtf8();
    const QByteArray properties =
        message.propertiesText.isEmpty() ? propertiesText(message.properties) : message.propertiesText;
    Q_ASSERT(properties.size() <= std::numeric_limits<qint16>::max());
    const bool isVersion2 = topic.size() > longestVersion1Topic;
    const HostBytes bornHost = hostBytes(message.bornHost);
    const HostBytes storeHost = hostBytes(message.storeHost);

    constexpr qsizetype numberBytes = 74;
    // Not a byte more than is written, since messages are kept.
    const qsizetype size = numberBytes + bornHost.size() + storeHost.size() + message.body.size()
                           + (isVersion2 ? 2 : 1) + topic.size() + properties.size();
    QByteArray bytes;
    bytes.reserve(size);
    ByteWriter writer(bytes, size);
    writer.putBigEndian<qint32>(0);
    writer.putBigEndian(isVersion2 ? magicVersion2 : magicVersion1);
    writer.putBigEndian(message.bodyCrc);
    writer.putBigEndian(message.queueId);
    writer.putBigEndian(message.flag);
    writer.putBigEndian(message.queueOffset);
    writer.putBigEndian(message.physicalOffset);
    writer.putBigEndian(flagWithHosts(message.sysFlag, bornHost, storeHost));
    writer.putBigEndian(message.bornTimestamp);
    putHost(writer, bornHost);
    writer.putBigEndian(message.storeTimestamp);
    putHost(writer, storeHost);
    writer.putBigEndian(message.reconsumeTimes);
    writer.putBigEndian(message.preparedTransactionOffset);
    writer.putBigEndian(qint32(message.body.size()));
    writer.put(message.body);
    if (isVersion2)
        writer.putBigEndian(qint16(topic.size()));
    else
        writer.putBigEndian(qint8(topic.size()));
    writer.put(topic);
    writer.putBigEndian(qint16(properties.size()));
    writer.put(properties);
    Q_ASSERT(writer.position() == size);
    writer.patch(0, qint32(size));
    writer.finish();
    return bytes;
}

} // namespace gantry::wire
