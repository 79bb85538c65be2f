// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logtext.h"

#include <gantry/outcomejson.h>

#include <QJsonDocument>
#include <QStringList>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

LogRow rowOf(const OutcomeStore &store, qsizetype row)
{
    return {store.firstNumber() + quint64(row), store.at(row)};
}

/// Quoted where it must be.
QString csvCell(const QString &text)
{
    const bool isPlain = std::ranges::none_of(
        text, [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; });
    return isPlain ? text : u'"' + QString(text).replace(u'"', "\"\""_L1) + u'"';
}

/// Without what would end the cell.
QString onOneLine(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
}

} // namespace

LogText::LogText(LogFormat format, QList<LogColumn> columns)
    : m_format(format)
    , m_columns(std::move(columns))
{
}

QByteArray LogText::heading() const
{
    if (m_format == LogFormat::JsonLines)
        return {};
    QStringList cells;
    for (const LogColumn column : m_columns)
        cells.append(m_format == LogFormat::Text ? title(column) : key(column));
    return join(cells);
}

QByteArray LogText::line(const OutcomeStore &store, qsizetype row) const
{
    if (m_format == LogFormat::JsonLines)
        return json(store, row);
    const LogRow logRow = rowOf(store, row);
    QStringList cells;
    for (const LogColumn column : m_columns)
        cells.append(m_format == LogFormat::Text ? shownText(column, logRow) : plainText(column, logRow));
    return join(cells);
}

QByteArray LogText::text(const OutcomeStore &store, const std::vector<qsizetype> &rows) const
{
    if (m_format == LogFormat::Text)
        return padded(store, rows);
    QByteArray text = heading();
    for (const qsizetype row : rows)
        text += line(store, row);
    return text;
}

QByteArray LogText::join(const QStringList &cells) const
{
    QStringList clean;
    for (const QString &cell : cells)
        clean.append(m_format == LogFormat::Csv ? csvCell(cell) : onOneLine(cell));
    const QLatin1StringView separator = m_format == LogFormat::Csv ? ","_L1 : "\t"_L1;
    return clean.join(separator).toUtf8() + (m_format == LogFormat::Csv ? "\r\n" : "\n");
}

QByteArray LogText::padded(const OutcomeStore &store, const std::vector<qsizetype> &rows) const
{
    std::vector<QStringList> lines(1);
    for (const LogColumn column : m_columns)
        lines.front().append(title(column));
    for (const qsizetype row : rows) {
        QStringList cells;
        for (const LogColumn column : m_columns)
            cells.append(onOneLine(shownText(column, rowOf(store, row))));
        lines.push_back(cells);
    }
    QString text;
    std::vector<qsizetype> widths(size_t(m_columns.size()));
    for (const QStringList &line : lines) {
        for (size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], line.at(qsizetype(i)).size());
    }
    for (const QStringList &line : lines) {
        QStringList cells;
        for (size_t i = 0; i < widths.size(); ++i) {
            const QString &cell = line.at(qsizetype(i));
            cells.append(isNumeric(m_columns.at(qsizetype(i))) ? cell.rightJustified(widths[i])
                                                               : cell.leftJustified(widths[i]));
        }
        QString joined = cells.join("  "_L1);
        while (joined.endsWith(u' '))
            joined.chop(1);
        text += joined + u'\n';
    }
    return text.toUtf8();
}

QByteArray LogText::json(const OutcomeStore &store, qsizetype row)
{
    const SentMessage sent = store.sent(row);
    const LogRow logRow = rowOf(store, row);
    QJsonObject object = toJson(sent.outcome, logRow.number);
    object.insert("at"_L1, plainText(LogColumn::Time, logRow));
    object.insert("tag"_L1, sent.message->tag);
    object.insert("keys"_L1, sent.message->keys);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QList<LogColumn> allLogColumns()
{
    QList<LogColumn> columns;
    for (int column = 0; column < logColumns; ++column)
        columns.append(LogColumn(column));
    return columns;
}

} // namespace gantry::ui
