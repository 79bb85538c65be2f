// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stored/storedbody.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr qsizetype hexInLine = 16;
/// A longer line would hold up whoever draws it.
constexpr qsizetype mostInLine = 2000;

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
}

bool isPrintable(const QString &text)
{
    return std::ranges::none_of(
        text, [](QChar c) { return isControl(c) && c != u'\n' && c != u'\r' && c != u'\t'; });
}

QString hexLine(const QByteArray &body, qsizetype at)
{
    const QByteArray part = body.mid(at, hexInLine);
    QString text;
    for (const char c : part)
        text += c >= ' ' && c <= '~' ? QChar(QLatin1Char(c)) : QChar(u'.');
    const QString hex = QString::fromLatin1(part.toHex(' ')).leftJustified(int(3 * hexInLine) - 1);
    return u"%1  %2  %3"_s.arg(QString::number(at, 16).rightJustified(8, u'0'), hex, text);
}

} // namespace

QString inOneLine(const QString &text)
{
    QString line;
    for (const QChar c : text.first(std::min(text.size(), mostInLine))) {
        if (isControl(c))
            line += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            line += c;
    }
    return text.size() > mostInLine ? QString(line + u'…') : line;
}

QStringList bodyLines(const QByteArray &body, qsizetype &rest)
{
    rest = 0;
    constexpr qsizetype mostText = mostBodyLines * mostInLine;
    const QString text = body.size() <= mostText ? QString::fromUtf8(body) : QString();
    QStringList lines = text.split(u'\n');
    const bool isShort = lines.size() <= mostBodyLines && std::ranges::all_of(lines, [](const QString &line) {
                             return line.size() <= mostInLine;
                         });
    if (isShort && !text.isEmpty() && text.toUtf8() == body && isPrintable(text)) {
        for (QString &line : lines)
            line.remove(u'\r');
        return lines;
    }
    lines.clear();
    const qsizetype shown = std::min(body.size(), mostBodyLines * hexInLine);
    for (qsizetype at = 0; at < shown; at += hexInLine)
        lines.append(hexLine(body, at));
    rest = body.size() - shown;
    return lines;
}

} // namespace gantry::ui
