// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/messageid.h"

#include "base/localaddress.h"
#include "wire/bytes.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRandomGenerator>

#include <array>
#include <atomic>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

constexpr qsizetype idHexV4 = 32;
constexpr qsizetype idHexV6 = 56;

/// Two digits a byte, so that a byte is one copy.
constexpr auto hexDigits = [] {
    std::array<char, 512> digits{};
    for (size_t i = 0; i < 256; ++i) {
        digits[2 * i] = "0123456789ABCDEF"[i >> 4];
        digits[2 * i + 1] = "0123456789ABCDEF"[i & 0xF];
    }
    return digits;
}();

/// `value` as big-endian hex; returns the place behind it.
template<typename T>
char *storeHex(char *at, T value)
{
    for (int shift = int(sizeof(T) - 1) * 8; shift >= 0; shift -= 8) {
        std::memcpy(at, &hexDigits[size_t((value >> shift) & 0xFF) * 2], 2);
        at += 2;
    }
    return at;
}

char *storeHex(char *at, const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return storeHex(at, address.toIPv4Address());
    for (const quint8 byte : address.toIPv6Address().c)
        at = storeHex(at, byte);
    return at;
}

/// What all ids of this process begin with.
struct IdPrefix {
    std::array<char, idHexV6> text{};
    qsizetype size = 0;

    IdPrefix()
    {
        char *at = storeHex(text.data(), localAddress());
        at = storeHex(at, quint16(QCoreApplication::applicationPid()));
        at = storeHex(at, QRandomGenerator::system()->generate());
        size = at - text.data();
    }
};

/// The month in which ids are made at the moment, in milliseconds since 1970; it is local time's.
struct Month {
    qint64 begin = 0;
    qint64 end = 0;

    explicit Month(qint64 now)
    {
        const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
        const QDate first(today.year(), today.month(), 1);
        begin = first.startOfDay().toMSecsSinceEpoch();
        end = first.addMonths(1).startOfDay().toMSecsSinceEpoch();
    }
};

/// Unsigned on purpose: from the 25th on the value is over what a signed 32-bit number holds.
[[nodiscard]] quint32 millisOfMonth(qint64 now)
{
    constexpr qint64 slightStepBack = 1'000'000;
    thread_local Month month(now);
    if (now >= month.end || now <= month.begin - slightStepBack)
        month = Month(now);
    return now < month.begin ? 0 : quint32(now - month.begin);
}

/// The bytes of an id, `restBytes` of them behind the address; nothing when it is no such hex text.
struct IdBytes {
    QByteArray bytes;
    bool isV6 = false;
};

[[nodiscard]] std::optional<IdBytes> readHex(QByteArrayView id)
{
    const auto isHexDigit = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    };
    if ((id.size() != idHexV4 && id.size() != idHexV6) || !std::all_of(id.begin(), id.end(), isHexDigit))
        return std::nullopt;
    return IdBytes{QByteArray::fromHex(id.toByteArray()), id.size() == idHexV6};
}

[[nodiscard]] QHostAddress takeAddress(ByteReader &reader, bool isV6)
{
    if (!isV6)
        return QHostAddress(reader.read<quint32>().value_or(0));
    const auto bytes = reader.take(16);
    return bytes ? QHostAddress(reinterpret_cast<const quint8 *>(bytes->data())) : QHostAddress();
}

[[nodiscard]] Error noId(QByteArrayView id)
{
    return Error{.kind = ErrorKind::IllegalMessage,
                 .detail =
                     u"\"%1\" is no message id: 32 or 56 hex digits make one"_s.arg(QString::fromUtf8(id)),
                 .hint = {},
                 .code = std::nullopt};
}

} // namespace

IdText createUniqueId()
{
    return createUniqueId(std::chrono::system_clock::now());
}

IdText createUniqueId(std::chrono::system_clock::time_point now)
{
    static const IdPrefix prefix;
    static std::atomic<quint32> counter = 0;
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    std::array<char, idHexV6> text = prefix.text;
    char *at = storeHex(text.data() + prefix.size, millisOfMonth(millis));
    at = storeHex(at, quint16(counter.fetch_add(1, std::memory_order_relaxed)));
    return IdText(QByteArrayView(text.data(), at));
}

Result<UniqueIdParts> readUniqueId(QByteArrayView id)
{
    const std::optional<IdBytes> raw = readHex(id);
    if (!raw)
        return noId(id);
    ByteReader reader(raw->bytes);
    UniqueIdParts parts;
    parts.address = takeAddress(reader, raw->isV6);
    parts.pid = reader.read<quint16>().value_or(0);
    parts.constant = reader.read<quint32>().value_or(0);
    parts.millisOfMonth = reader.read<quint32>().value_or(0);
    parts.counter = reader.read<quint16>().value_or(0);
    return parts;
}

IdText createOffsetId(const OffsetIdParts &parts)
{
    std::array<char, idHexV6> text{};
    char *at = storeHex(text.data(), parts.address);
    at = storeHex(at, quint32(parts.port));
    at = storeHex(at, quint64(parts.physicalOffset));
    return IdText(QByteArrayView(text.data(), at));
}

Result<OffsetIdParts> readOffsetId(QByteArrayView id)
{
    const std::optional<IdBytes> raw = readHex(id);
    if (!raw)
        return noId(id);
    ByteReader reader(raw->bytes);
    OffsetIdParts parts;
    parts.address = takeAddress(reader, raw->isV6);
    parts.port = quint16(reader.read<quint32>().value_or(0));
    parts.physicalOffset = reader.read<qint64>().value_or(0);
    return parts;
}

} // namespace gantry::wire
