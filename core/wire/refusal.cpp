// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/refusal.h"

#include "wire/codes.h"

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

bool mentions(const QString &remark, QLatin1StringView word)
{
    return remark.contains(word, Qt::CaseInsensitive);
}

/// 4.9 answers every failed access check with SYSTEM_ERROR and this class name; 5.x with NO_PERMISSION, which
/// it also uses for other things.
bool isAccessDenied(int code, const QString &remark)
{
    if (mentions(remark, "AclException"_L1))
        return true;
    return code == responsecode::noPermission
           && (mentions(remark, "signature"_L1) || mentions(remark, "username"_L1)
               || mentions(remark, "User:"_L1) || mentions(remark, "authentication"_L1));
}

} // namespace

ErrorKind refusalKind(int code, const QString &remark, ErrorKind otherwise)
{
    if (isAccessDenied(code, remark))
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
