// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/variables.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QUuid>

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr int longestRandomText = 65'536;

const QRegularExpression &pattern()
{
    static const QRegularExpression expression(u"\\{\\{\\s*([^{}]*?)\\s*\\}\\}"_s);
    return expression;
}

bool holdsVariable(const QString &text)
{
    return text.contains("{{"_L1) && pattern().match(text).hasMatch();
}

} // namespace

Variables::Variables(quint32 seed)
    : m_random(seed)
{
}

bool Variables::areIn(const Message &message)
{
    return holdsVariable(message.tag) || holdsVariable(message.keys)
           || holdsVariable(QString::fromUtf8(message.body))
           || std::ranges::any_of(message.properties,
                                  [](const Property &property) { return holdsVariable(property.value); });
}

QString Variables::randomText(int length)
{
    constexpr QLatin1StringView letters("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    QString text;
    for (int i = 0; i < length; ++i)
        text += letters.at(m_random.bounded(int(letters.size())));
    return text;
}

Result<QString> Variables::value(const QString &variable, quint64 seq)
{
    static const QRegularExpression now(u"^now\\s+\"([^\"]+)\"$"_s);
    static const QRegularExpression randomInt(u"^randomInt\\s+(-?\\d+)\\s+(-?\\d+)$"_s);
    static const QRegularExpression randomLetters(u"^randomText\\s+(\\d+)$"_s);
    if (variable == "uuid"_L1) {
        std::array<quint32, 4> bits{};
        m_random.fillRange(bits.data(), qsizetype(bits.size()));
        const QByteArray bytes(reinterpret_cast<const char *>(bits.data()), sizeof(bits));
        QByteArray v4 = bytes;
        v4[6] = char((v4[6] & 0x0F) | 0x40);
        v4[8] = char((v4[8] & 0x3F) | 0x80);
        return QUuid::fromRfc4122(v4).toString(QUuid::WithoutBraces);
    }
    if (variable == "seq"_L1)
        return QString::number(seq);
    if (variable == "now"_L1)
        return QDateTime::currentDateTime().toString(Qt::ISODateWithMs);
    if (variable == "epochMillis"_L1)
        return QString::number(QDateTime::currentMSecsSinceEpoch());
    if (const auto match = now.match(variable); match.hasMatch())
        return QDateTime::currentDateTime().toString(match.captured(1));
    if (const auto match = randomInt.match(variable); match.hasMatch()) {
        const qint64 from = match.captured(1).toLongLong();
        const qint64 to = match.captured(2).toLongLong();
        if (from <= to && to < std::numeric_limits<qint32>::max()
            && from >= std::numeric_limits<qint32>::min())
            return QString::number(m_random.bounded(from, to + 1));
    }
    if (const auto match = randomLetters.match(variable); match.hasMatch()) {
        if (const int length = match.captured(1).toInt(); length > 0 && length <= longestRandomText)
            return randomText(length);
    }
    return Error{ErrorKind::IllegalMessage, tr("{{%1}} is no variable").arg(variable),
                 tr("use {{uuid}}, {{seq}}, {{now}}, {{epochMillis}}, {{randomInt 1 100}} or {{randomText "
                    "8}}; or switch "
                    "off that variables are expanded"),
                 std::nullopt};
}

Result<QString> Variables::expand(const QString &text, quint64 seq)
{
    QString expanded;
    qsizetype done = 0;
    for (auto matches = pattern().globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const Result<QString> filled = value(match.captured(1), seq);
        if (!filled)
            return filled.error();
        expanded += QStringView(text).mid(done, match.capturedStart() - done);
        expanded += *filled;
        done = match.capturedEnd();
    }
    expanded += QStringView(text).mid(done);
    return expanded;
}

Result<Message> Variables::expand(const Message &message, quint64 seq)
{
    Message expanded = message;
    for (QString *text : {&expanded.tag, &expanded.keys}) {
        const Result<QString> filled = expand(*text, seq);
        if (!filled)
            return filled.error();
        *text = *filled;
    }
    for (Property &property : expanded.properties) {
        const Result<QString> filled = expand(property.value, seq);
        if (!filled)
            return filled.error();
        property.value = *filled;
    }
    const QString body = QString::fromUtf8(message.body);
    if (holdsVariable(body) && body.toUtf8() == message.body) {
        const Result<QString> filled = expand(body, seq);
        if (!filled)
            return filled.error();
        expanded.body = filled->toUtf8();
    }
    return expanded;
}

} // namespace gantry::ui
