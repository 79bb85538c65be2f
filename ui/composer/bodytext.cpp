// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/bodytext.h"

#include <QJsonDocument>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

constexpr qsizetype hexBytesPerLine = 16;
constexpr qsizetype base64LineLength = 76;
constexpr int indentWidth = 2;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

QByteArray withoutSpace(const QByteArray &text)
{
    QByteArray dense;
    dense.reserve(text.size());
    for (const char c : text) {
        if (!isSpace(c))
            dense.append(c);
    }
    return dense;
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

Error illegal(const QString &detail)
{
    return {ErrorKind::IllegalMessage, detail, {}, std::nullopt};
}

/// The end of the JSON string that begins at `at`.
qsizetype stringEnd(const QByteArray &json, qsizetype at)
{
    for (qsizetype i = at + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return json.size();
}

void appendLine(QByteArray &out, int depth)
{
    out.append('\n');
    out.append(qsizetype(depth) * indentWidth, ' ');
}

} // namespace

QByteArray BodyText::toHex(const QByteArray &bytes)
{
    QByteArray text;
    text.reserve(bytes.size() * 3);
    for (qsizetype at = 0; at < bytes.size(); at += hexBytesPerLine) {
        text += bytes.mid(at, hexBytesPerLine).toHex(' ');
        text += '\n';
    }
    text.chop(text.isEmpty() ? 0 : 1);
    return text;
}

Result<QByteArray> BodyText::fromHex(const QByteArray &text)
{
    const QByteArray digits = withoutSpace(text);
    for (const char c : digits) {
        if (!isHexDigit(c))
            return illegal(tr("“%1” is no hexadecimal digit").arg(QString::fromUtf8(&c, 1)));
    }
    if (digits.size() % 2 != 0)
        return illegal(tr("the last byte has one digit; two are needed"));
    return QByteArray::fromHex(digits);
}

QByteArray BodyText::toBase64(const QByteArray &bytes)
{
    const QByteArray whole = bytes.toBase64();
    QByteArray text;
    for (qsizetype at = 0; at < whole.size(); at += base64LineLength) {
        if (at > 0)
            text += '\n';
        text += whole.mid(at, base64LineLength);
    }
    return text;
}

Result<QByteArray> BodyText::fromBase64(const QByteArray &text)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(withoutSpace(text), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return illegal(tr("this is no Base64"));
    return *decoded;
}

QString BodyText::jsonFault(const QByteArray &bytes)
{
    QJsonParseError error{};
    QJsonDocument::fromJson(bytes, &error);
    if (error.error == QJsonParseError::NoError)
        return {};
    const QByteArray before = bytes.left(error.offset);
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = before.size() - before.lastIndexOf('\n');
    return tr("no JSON: %1, line %2, column %3").arg(error.errorString()).arg(line).arg(column);
}

QString BodyText::xmlFault(const QByteArray &bytes)
{
    QXmlStreamReader reader(bytes);
    while (!reader.atEnd())
        reader.readNext();
    if (!reader.hasError())
        return {};
    return tr("no XML: %1, line %2, column %3")
        .arg(reader.errorString())
        .arg(reader.lineNumber())
        .arg(reader.columnNumber());
}

QByteArray BodyText::formatJson(const QByteArray &json)
{
    QByteArray out;
    int depth = 0;
    for (qsizetype at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '"') {
            if (out.endsWith('{') || out.endsWith('[') || out.endsWith(','))
                appendLine(out, depth);
            const qsizetype end = stringEnd(json, at);
            out += json.mid(at, end - at);
            at = end;
            continue;
        }
        ++at;
        if (isSpace(c))
            continue;
        const bool opens = c == '{' || c == '[';
        const bool closes = c == '}' || c == ']';
        const bool isEmpty = closes && (out.endsWith('{') || out.endsWith('['));
        if (closes)
            --depth;
        if (!closes && (out.endsWith('{') || out.endsWith('[') || out.endsWith(',')))
            appendLine(out, depth);
        if (closes && !isEmpty)
            appendLine(out, depth);
        out += c;
        if (opens)
            ++depth;
        if (c == ':')
            out += ' ';
    }
    return out;
}

QByteArray BodyText::formatXml(const QByteArray &xml)
{
    QByteArray out;
    QXmlStreamReader reader(xml);
    QXmlStreamWriter writer(&out);
    writer.setAutoFormatting(true);
    writer.setAutoFormattingIndent(indentWidth);
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.hasError() && !reader.isWhitespace())
            writer.writeCurrentToken(reader);
    }
    return out;
}

} // namespace gantry::ui
