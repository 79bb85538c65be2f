// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/refusal.h"

#include "wire/accessrefusal.h"
#include "wire/codes.h"

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

bool mentions(const QString &remark, QLatin1StringView word)
{
    return remark.contains(word, Qt::CaseInsensitive);
}

} // namespace

ErrorKind refusalKind(int code, const QString &remark, ErrorKind otherwise)
{
    if (accessTrouble(code, remark))
        return ErrorKind::Acl;
    switch (code) {
    case responsecode::systemBusy:
    case responsecode::flowControl:
        return ErrorKind::FlowControl;
    case responsecode::noPermission:
        return ErrorKind::Permission;
    case responsecode::topicNotExist:
        return ErrorKind::Topic;
    case responsecode::messageIllegal:
        return mentions(remark, "size"_L1) || mentions(remark, "length"_L1) ? ErrorKind::MessageTooLarge
                                                                            : ErrorKind::IllegalMessage;
    case responsecode::invalidParameter:
        return ErrorKind::IllegalMessage;
    default:
        // Page-cache trouble is SYSTEM_ERROR on 4.9 and SYSTEM_BUSY on 5.x.
        return mentions(remark, "[PC_SYNCHRONIZED]"_L1) ? ErrorKind::FlowControl : otherwise;
    }
}

} // namespace gantry::wire
