// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/adminerrors.h"

#include "wire/accessrefusal.h"
#include "wire/codes.h"
#include "wire/refusal.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace gantry::admin {

namespace {

QString hintFor(ErrorKind kind, int code, const QString &remark)
{
    if (const std::optional<wire::AccessTrouble> trouble = wire::accessTrouble(code, remark))
        return wire::accessHint(*trouble);
    if (kind == ErrorKind::Permission)
        return u"check what this user may do, and the broker's permission"_s;
    if (kind == ErrorKind::NameServer)
        return u"see the NameServer's log (namesrv.log) at this time"_s;
    if (kind == ErrorKind::IllegalMessage)
        return u"the broker takes no such name or value: choose another"_s;
    return kind == ErrorKind::Broker ? u"see the broker's log (broker.log) at this time"_s : QString();
}

} // namespace

Error refusal(const QString &server, const wire::RemotingCommand &response, ErrorKind otherwise)
{
    const QString remark = response.remark.value_or(QString()).section(u'\n', 0, 0);
    const ErrorKind kind = wire::refusalKind(response.code, remark, otherwise);
    const QLatin1String codeText = codeName(response.code);
    return {kind,
            u"%1 refused: CODE: %2%3  DESC: %4"_s.arg(
                server, QString::number(response.code),
                codeText.isEmpty() ? QString() : QString(u' ' + codeText), remark),
            hintFor(kind, response.code, remark), response.code};
}

Error noAnswer(Error error)
{
    if (error.kind == ErrorKind::Timeout)
        error.hint =
            u"the server took the connection but did not answer in time: it hangs or is overloaded; see "
            "its log"_s;
    return error;
}

Result<wire::RemotingCommand> accepted(const Answer &answer, ErrorKind otherwise)
{
    if (!answer.response)
        return noAnswer(answer.response.error());
    if (answer.response->code == wire::responsecode::success)
        return answer.response;
    return refusal(answer.server, *answer.response, otherwise);
}

Error combined(const QString &what, const QList<ServerTrouble> &troubles, qsizetype total,
               const QString &servers)
{
    QStringList reasons;
    for (const ServerTrouble &trouble : troubles) {
        const bool namesIt = trouble.error.detail.startsWith(trouble.server);
        reasons.append(namesIt ? trouble.error.detail
                               : QString(trouble.server + ": "_L1 + trouble.error.detail));
    }
    Error error = troubles.isEmpty() ? Error{} : troubles.first().error;
    error.detail = u"%1 at %2 of %3 %4: %5"_s.arg(what)
                       .arg(troubles.size())
                       .arg(total)
                       .arg(servers, reasons.join("; "_L1));
    return error;
}

QList<ServerTrouble> troublesOf(const QList<Answer> &answers, ErrorKind otherwise)
{
    QList<ServerTrouble> troubles;
    for (const Answer &answer : answers) {
        if (const Result<wire::RemotingCommand> response = accepted(answer, otherwise); !response)
            troubles.append({answer.server, response.error()});
    }
    return troubles;
}

} // namespace gantry::admin
