// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logcolumns.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr qint64 nanosPerMs = 1'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("gantry::ui::LogModel", text);
}

QDateTime timeOf(const LogRow &row)
{
    return QDateTime::fromMSecsSinceEpoch(row.ref.row.at / nanosPerMs);
}

/// The date only where it is not today's.
QString timeText(const LogRow &row)
{
    const QDateTime time = timeOf(row);
    const bool isToday = time.date() == QDate::currentDate();
    return time.toString(isToday ? u"HH:mm:ss.zzz"_s : u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

/// A sign and a word: to be seen without colours.
QString resultText(const LogRow &row)
{
    const std::optional<SendStatus> status = row.ref.chunk.status(row.ref.row);
    if (!status)
        return u"✗ "_s + name(*row.ref.chunk.errorKind(row.ref.row));
    if (*status == SendStatus::Oneway)
        return u"? "_s + name(*status);
    return (*status == SendStatus::SendOk ? u"✓ "_s : u"! "_s) + name(*status);
}

QString queueText(const LogRow &row)
{
    const auto &[chunk, outcome] = row.ref;
    if (chunk.brokerId(outcome) == 0)
        return {};
    return row.ref.text(chunk.brokerId(outcome)) + u':' + QString::number(chunk.queueId(outcome));
}

QString offsetText(const LogRow &row)
{
    const qint64 offset = row.ref.chunk.queueOffset(row.ref.row);
    return offset < 0 ? QString() : QString::number(offset);
}

QString elapsedText(const LogRow &row)
{
    const double millis = double(row.ref.row.elapsed) / double(nanosPerMs);
    return QString::number(millis, 'f', millis < 10 ? 2 : millis < 100 ? 1 : 0);
}

} // namespace

QString key(LogColumn column)
{
    static const std::array<QString, logColumns> keys{
        u"number"_s,   u"time"_s,   u"result"_s, u"mode"_s, u"topic"_s, u"queue"_s, u"elapsedMs"_s,
        u"attempts"_s, u"offset"_s, u"bytes"_s,  u"tag"_s,  u"keys"_s,  u"msgId"_s, u"error"_s};
    return keys.at(size_t(column));
}

QString title(LogColumn column)
{
    static constexpr std::array<const char *, logColumns> titles{
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "No."),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Time"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Result"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Mode"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Topic"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Queue"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Elapsed ms"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Attempts"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Offset"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Bytes"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Tag"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Keys"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Message ID"),
        QT_TRANSLATE_NOOP("gantry::ui::LogModel", "Error")};
    return tr(titles.at(size_t(column)));
}

bool isNumeric(LogColumn column)
{
    return column == LogColumn::Number || column == LogColumn::Offset || column == LogColumn::Attempts
           || column == LogColumn::Elapsed || column == LogColumn::Size;
}

QString shownText(LogColumn column, const LogRow &row)
{
    const auto &[chunk, outcome] = row.ref;
    switch (column) {
    case LogColumn::Number:
        return QString::number(row.number);
    case LogColumn::Time:
        return timeText(row);
    case LogColumn::Result:
        return resultText(row);
    case LogColumn::Mode:
        return name(SendMode(outcome.mode));
    case LogColumn::Topic:
        return row.ref.text(chunk.topicId(outcome));
    case LogColumn::Queue:
        return queueText(row);
    case LogColumn::Elapsed:
        return elapsedText(row);
    case LogColumn::Attempts:
        return QString::number(outcome.attempts);
    case LogColumn::Offset:
        return offsetText(row);
    case LogColumn::Size:
        return QString::number(outcome.bodyBytes);
    case LogColumn::Tag:
        return row.ref.text(chunk.tagId(outcome));
    case LogColumn::Keys:
        return row.ref.text(chunk.keysId(outcome));
    case LogColumn::MsgId:
        return chunk.msgId(outcome).toString();
    case LogColumn::Error:
        return row.ref.text(chunk.errorDetailId(outcome));
    }
    return {};
}

QString plainText(LogColumn column, const LogRow &row)
{
    if (column == LogColumn::Time)
        return timeOf(row).toOffsetFromUtc(timeOf(row).offsetFromUtc()).toString(Qt::ISODateWithMs);
    if (column == LogColumn::Elapsed)
        return QString::number(double(row.ref.row.elapsed) / double(nanosPerMs), 'f', 3);
    if (column == LogColumn::Result)
        return shownText(column, row).mid(2);
    return shownText(column, row);
}

} // namespace gantry::ui
