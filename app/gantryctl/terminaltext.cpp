// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "terminaltext.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

constexpr qsizetype hexShown = 256;
constexpr qsizetype hexInLine = 16;

bool isPrintable(const QString &text)
{
    return std::ranges::none_of(text, [](QChar c) {
        const bool isSpace = c == u'\n' || c == u'\r' || c == u'\t';
        return (c.category() == QChar::Other_Control && !isSpace) || c.category() == QChar::Other_Format;
    });
}

QStringList hexLines(const QByteArray &bytes)
{
    QStringList lines;
    for (qsizetype at = 0; at < std::min(bytes.size(), hexShown); at += hexInLine) {
        const QByteArray part = bytes.mid(at, std::min(hexInLine, hexShown - at));
        QString text;
        for (const char c : part)
            text += c >= ' ' && c <= '~' ? QChar(QLatin1Char(c)) : QChar(u'.');
        const QString hex = QString::fromLatin1(part.toHex(' ')).leftJustified(int(3 * hexInLine) - 1);
        lines.append(u"  %1  %2  %3"_s.arg(QString::number(at, 16).rightJustified(8, u'0'), hex, text));
    }
    if (bytes.size() > hexShown)
        lines.append(u"  … %1 more bytes"_s.arg(bytes.size() - hexShown));
    return lines;
}

} // namespace

std::optional<QString> utf8(const QByteArray &bytes)
{
    QString text = QString::fromUtf8(bytes);
    return text.toUtf8() == bytes ? std::optional(std::move(text)) : std::nullopt;
}

QString shownLine(const QString &text)
{
    QString line;
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            line += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            line += c;
    }
    return line;
}

QStringList shownBody(const QByteArray &body)
{
    const std::optional<QString> text = utf8(body);
    if (text && isPrintable(*text))
        return {*text};
    return hexLines(body);
}

} // namespace gantry::ctl
