// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faultline.h"

using namespace Qt::StringLiterals;

namespace gantry::ui {

QStringList faultRequests()
{
    return {u"send"_s, u"pull"_s, u"read"_s, u"heartbeat"_s, u"end-transaction"_s, u"route"_s, u"any"_s};
}

QStringList faultActions()
{
    return {u"delay"_s,         u"refuse"_s,        u"drop-response"_s, u"drop-request"_s, u"close-before"_s,
            u"close-mid"_s,     u"close-after"_s,   u"slow-bytes"_s,    u"wrong-opaque"_s, u"corrupt"_s,
            u"flip-body-bit"_s, u"drop-property"_s, u"truncate-body"_s};
}

QString faultLine(const FaultChoice &choice)
{
    QStringList words{choice.server.isEmpty() ? u"any"_s : choice.server};
    if (!choice.server.isEmpty() && choice.queue >= 0)
        words.last() += u':' + QString::number(choice.queue);
    words.append(choice.request.isEmpty() ? u"any"_s : choice.request);
    words.append(choice.action);
    if (choice.action == "delay"_L1 || choice.action == "refuse"_L1)
        words.append(QString::number(choice.number));
    if (choice.action == "refuse"_L1 && !choice.remark.trimmed().isEmpty())
        words.append(choice.remark.simplified());
    if (choice.next > 0)
        words.append(u"next %1"_s.arg(choice.next));
    if (choice.share < 100)
        words.append(u"share %1%"_s.arg(choice.share));
    return words.join(u' ');
}

} // namespace gantry::ui
