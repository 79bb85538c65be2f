// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcomequery.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace gantry::ui {

using Field = QueryTerm::Field;
using Op = QueryTerm::Op;

/// A part between spaces. Quotes are taken away.
struct OutcomeQuery::Token {
    QString typed;
    QString text;
    qsizetype quotedFrom = -1; ///< where in `text` the first quoted part began
    bool isNegated = false;
};

namespace {

constexpr int lastKind = int(ErrorKind::Internal);

Error wrong(const QString &what)
{
    return {ErrorKind::Usage, what, {}, std::nullopt};
}

QueryTerm make(Field field, Op op, qint64 number, const QString &text = {})
{
    return {field, false, op, text, number};
}

std::optional<QueryTerm> keyword(const QString &word)
{
    static const QHash<QString, QueryTerm> words{
        {u"failed"_s, make(Field::Failed, Op::Equal, -1)},
        {u"ok"_s, make(Field::Ok, Op::Equal, -1)},
        {u"unknown"_s, make(Field::Unknown, Op::Equal, -1)},
        {u"sync"_s, make(Field::Mode, Op::Equal, int(SendMode::Sync))},
        {u"async"_s, make(Field::Mode, Op::Equal, int(SendMode::Async))},
        {u"oneway"_s, make(Field::Mode, Op::Equal, int(SendMode::Oneway))},
    };
    const auto found = words.constFind(word.toLower());
    return found == words.cend() ? std::nullopt : std::optional(*found);
}

std::optional<Field> textField(const QString &name)
{
    static const QHash<QString, Field> fields{
        {u"topic"_s, Field::Topic}, {u"tag"_s, Field::Tag},       {u"key"_s, Field::Keys},
        {u"keys"_s, Field::Keys},   {u"id"_s, Field::MsgId},      {u"msgid"_s, Field::MsgId},
        {u"error"_s, Field::Error}, {u"broker"_s, Field::Broker}, {u"status"_s, Field::Status},
    };
    const auto found = fields.constFind(name);
    return found == fields.cend() ? std::nullopt : std::optional(*found);
}

/// "1.5k" with the units of `factors`; the empty unit is one of them where it may be left out.
std::optional<qint64> scaled(const QString &value, const QHash<QString, double> &factors)
{
    static const QRegularExpression form(u"^([0-9]*\\.?[0-9]+)([a-zA-Zµ]*)$"_s);
    const QRegularExpressionMatch match = form.match(value);
    const auto factor = factors.constFind(match.captured(2).toLower());
    if (!match.hasMatch() || factor == factors.cend())
        return {};
    const double number = match.captured(1).toDouble() * *factor;
    return number < 9e18 ? std::optional(qint64(std::llround(number))) : std::nullopt;
}

std::optional<qint64> duration(const QString &value)
{
    static const QHash<QString, double> units{
        {u"ns"_s, 1},  {u"us"_s, 1e3}, {u"µs"_s, 1e3},   {u"ms"_s, 1e6},   {QString(), 1e6},
        {u"s"_s, 1e9}, {u"m"_s, 60e9}, {u"min"_s, 60e9}, {u"h"_s, 3600e9}, {u"d"_s, 86400e9}};
    return scaled(value, units);
}

std::optional<qint64> byteSize(const QString &value)
{
    static const QHash<QString, double> units{{QString(), 1},     {u"b"_s, 1},        {u"k"_s, 1024},
                                              {u"kb"_s, 1024},    {u"kib"_s, 1024},   {u"m"_s, 1048576},
                                              {u"mb"_s, 1048576}, {u"mib"_s, 1048576}};
    return scaled(value, units);
}

Op opOf(QStringView text)
{
    if (text == ">="_L1)
        return Op::GreaterOrEqual;
    if (text == "<="_L1)
        return Op::LessOrEqual;
    if (text == ">"_L1)
        return Op::Greater;
    return text == "<"_L1 ? Op::Less : Op::Equal;
}

} // namespace

bool QueryTerm::holds(qint64 value) const
{
    switch (op) {
    case Op::Equal:
        return value == number;
    case Op::Less:
        return value < number;
    case Op::LessOrEqual:
        return value <= number;
    case Op::Greater:
        return value > number;
    case Op::GreaterOrEqual:
        return value >= number;
    }
    return false;
}

OutcomeQuery::OutcomeQuery(const QString &text, const QDateTime &now)
    : m_now(now)
{
    for (const Token &token : tokens(text)) {
        Result<QueryTerm> parsed = term(token);
        if (!parsed) {
            m_problems.append({token.typed, parsed.error().detail});
            continue;
        }
        parsed->isNegated = token.isNegated;
        m_terms.append(*parsed);
    }
}

QString OutcomeQuery::problemText() const
{
    QStringList texts;
    for (const Problem &problem : m_problems)
        texts.append(problem.what);
    return texts.join(u' ');
}

QList<OutcomeQuery::Token> OutcomeQuery::tokens(const QString &text)
{
    QList<Token> tokens;
    Token token;
    bool isQuoted = false;
    const auto finish = [&] {
        if (!token.text.isEmpty())
            tokens.append(token);
        token = {};
    };
    for (const QChar character : text) {
        if (character.isSpace() && !isQuoted) {
            finish();
            continue;
        }
        token.typed += character;
        if (character == u'"') {
            isQuoted = !isQuoted;
            if (token.quotedFrom < 0)
                token.quotedFrom = token.text.size();
        } else if (character == u'-' && token.typed.size() == 1) {
            token.isNegated = true;
        } else {
            token.text += character;
        }
    }
    finish();
    return tokens;
}

Result<QueryTerm> OutcomeQuery::term(const Token &token) const
{
    const QueryTerm text = make(Field::Text, Op::Equal, -1, token.text);
    if (token.quotedFrom == 0)
        return text;
    if (token.quotedFrom < 0) {
        if (const std::optional<QueryTerm> word = keyword(token.text))
            return *word;
    }
    static const QRegularExpression compared(u"^([a-zA-Z]*)(>=|<=|>|<|=)(.*)$"_s);
    static const QRegularExpression named(u"^([a-zA-Z]+):(.*)$"_s);
    if (const QRegularExpressionMatch match = compared.match(token.text); match.hasMatch()) {
        // "a=b" is a text that people look for.
        const bool isText = match.captured(2) == "="_L1 && match.captured(1) != "size"_L1
                            && match.captured(1) != "attempts"_L1 && match.captured(1) != "elapsed"_L1;
        return isText ? text
                      : comparison(match.captured(1).toLower(), opOf(match.captured(2)), match.captured(3));
    }
    if (const QRegularExpressionMatch match = named.match(token.text); match.hasMatch()) {
        const bool isUrl = match.captured(2).startsWith("//"_L1);
        return isUrl ? text : member(match.captured(1).toLower(), match.captured(2));
    }
    return text;
}

Result<QueryTerm> OutcomeQuery::comparison(const QString &name, Op op, const QString &value) const
{
    if (name.isEmpty() || name == "elapsed"_L1 || name == "took"_L1) {
        if (const std::optional<qint64> nanos = duration(value))
            return make(Field::Elapsed, op, *nanos);
        return wrong(tr("“%1” is no time: try >50ms, <1ms or >1s.").arg(value));
    }
    if (name == "size"_L1) {
        if (const std::optional<qint64> bytes = byteSize(value))
            return make(Field::Size, op, *bytes);
        return wrong(tr("“%1” is no size: try size>500, size>1k or size<2M.").arg(value));
    }
    if (name == "attempts"_L1) {
        bool isNumber = false;
        const qint64 number = value.toLongLong(&isNumber);
        return isNumber ? Result(make(Field::Attempts, op, number))
                        : wrong(tr("“%1” is no number of attempts: try attempts>1.").arg(value));
    }
    return wrong(tr("“%1” cannot be compared: a time (>50ms), size and attempts can.").arg(name));
}

Result<QueryTerm> OutcomeQuery::member(const QString &name, const QString &value) const
{
    static const QStringList others{u"queue"_s,  u"kind"_s, u"code"_s,     u"mode"_s,    u"after"_s,
                                    u"before"_s, u"size"_s, u"attempts"_s, u"elapsed"_s, u"took"_s};
    const std::optional<Field> field = textField(name);
    if (!field && !others.contains(name))
        return wrong(
            tr("There is no “%1:”. There are topic, tag, key, id, error, broker, queue, status, kind, "
               "code, mode, after and before; put quotes around the word to look for it as text.")
                .arg(name));
    if (value.isEmpty())
        return wrong(tr("“%1:” needs a value.").arg(name));
    if (field)
        return make(*field, Op::Equal, -1, value);
    if (name == "queue"_L1)
        return queue(value);
    if (name == "kind"_L1)
        return kind(value);
    if (name == "code"_L1)
        return code(value);
    if (name == "after"_L1 || name == "before"_L1)
        return time(name == "after"_L1 ? Op::GreaterOrEqual : Op::Less, value);
    if (name == "mode"_L1) {
        const std::optional<QueryTerm> mode = keyword(value);
        return mode && mode->field == Field::Mode
                   ? Result(*mode)
                   : wrong(tr("“%1” is no mode: sync, async and oneway are.").arg(value));
    }
    return comparison(name, Op::Equal, value);
}

/// "3" or "broker-a:3".
Result<QueryTerm> OutcomeQuery::queue(const QString &value) const
{
    const qsizetype colon = value.lastIndexOf(u':');
    bool isNumber = false;
    const int id = value.mid(colon + 1).toInt(&isNumber);
    if (!isNumber || colon == 0)
        return wrong(tr("“%1” is no queue: try queue:3 or queue:broker-a:3.").arg(value));
    return colon < 0 ? make(Field::Queue, Op::Equal, id)
                     : make(Field::Broker, Op::Equal, id, value.left(colon));
}

Result<QueryTerm> OutcomeQuery::kind(const QString &value) const
{
    QStringList kinds;
    for (int kind = 0; kind <= lastKind; ++kind) {
        if (value.compare(gantry::name(ErrorKind(kind)), Qt::CaseInsensitive) == 0)
            return make(Field::Kind, Op::Equal, kind);
        kinds.append(gantry::name(ErrorKind(kind)));
    }
    return wrong(tr("“%1” is no kind of error; there are %2.").arg(value, kinds.join(", "_L1)));
}

/// A number or RocketMQ's name of it.
Result<QueryTerm> OutcomeQuery::code(const QString &value) const
{
    constexpr int brokerCodes = 1000;
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (isNumber)
        return make(Field::Code, Op::Equal, number);
    for (int code = 0; code < clienterror::requestTimeout + 2; ++code) {
        if (code == brokerCodes)
            code = clienterror::connectBroker;
        if (value.compare(codeName(code), Qt::CaseInsensitive) == 0)
            return make(Field::Code, Op::Equal, code);
    }
    return wrong(tr("“%1” is no response code: try code:2 or code:SYSTEM_BUSY.").arg(value));
}

/// "10m" ago, "14:30" today, or a date with or without a time.
Result<QueryTerm> OutcomeQuery::time(Op op, const QString &value) const
{
    constexpr qint64 nanosPerMs = 1'000'000;
    QDateTime at = QDateTime::fromString(value, Qt::ISODate);
    for (const QString &form : {u"H:mm"_s, u"H:mm:ss"_s}) {
        if (const QTime clock = QTime::fromString(value, form); !at.isValid() && clock.isValid())
            at = QDateTime(m_now.date(), clock);
    }
    static const QRegularExpression withUnit(u"[a-z]$"_s);
    const std::optional<qint64> ago = withUnit.match(value).hasMatch() ? duration(value) : std::nullopt;
    if (!at.isValid() && ago)
        at = m_now.addMSecs(-*ago / nanosPerMs);
    if (!at.isValid())
        return wrong(tr("“%1” is no time: try after:10m, after:14:30 or before:2026-12-24.").arg(value));
    return make(Field::Time, op, at.toMSecsSinceEpoch() * nanosPerMs);
}

} // namespace gantry::ui
