// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "wire/accessrefusal.h"

#include "wire/codes.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gantry::wire {

namespace {

struct Phrase {
    QLatin1StringView words;
    AccessTrouble trouble;
};

/// Of 4.9's PlainPermissionManager and 5.x's AuthenticationException and AuthorizationException; the first
/// that occurs counts.
constexpr std::array phrases{
    Phrase{"No accessKey is configured"_L1, AccessTrouble::NotSigned},
    Phrase{"username cannot be null"_L1, AccessTrouble::NotSigned},
    Phrase{"No acl config for"_L1, AccessTrouble::UnknownKey},
    Phrase{"No PlainAccessResource for"_L1, AccessTrouble::UnknownKey},
    Phrase{"is disabled"_L1, AccessTrouble::DisabledUser},
    Phrase{"signature"_L1, AccessTrouble::WrongSignature},
    Phrase{"No default permission for"_L1, AccessTrouble::NotAllowed},
    Phrase{"Need admin permission"_L1, AccessTrouble::NotAllowed},
    Phrase{"no permission to access"_L1, AccessTrouble::NotAllowed},
    Phrase{"not found"_L1, AccessTrouble::UnknownKey}, // last: topics are not found, too
};

bool mentions(const QString &remark, QLatin1StringView words)
{
    return remark.contains(words, Qt::CaseInsensitive);
}

bool isAboutAccess(int code, const QString &remark)
{
    if (mentions(remark, "AclException"_L1))
        return true;
    constexpr std::array words{"signature"_L1, "username"_L1, "User:"_L1, "authentication"_L1,
                               "authorization"_L1};
    return code == responsecode::noPermission
           && std::ranges::any_of(words, [&](QLatin1StringView word) { return mentions(remark, word); });
}

} // namespace

std::optional<AccessTrouble> accessTrouble(int code, const QString &remark)
{
    if (!isAboutAccess(code, remark))
        return std::nullopt;
    const auto phrase = std::ranges::find_if(
        phrases, [&remark](const Phrase &phrase) { return mentions(remark, phrase.words); });
    return phrase == phrases.end() ? AccessTrouble::Unclear : phrase->trouble;
}

QString accessHint(AccessTrouble trouble)
{
    switch (trouble) {
    case AccessTrouble::NotSigned:
        return u"this server takes signed requests only: give an access key and its secret key"_s;
    case AccessTrouble::UnknownKey:
        return u"the server does not know this access key: check its spelling, and that every broker has "
               u"this "
               "user"_s;
    case AccessTrouble::DisabledUser:
        return u"the server knows this user, but it is disabled: have it enabled"_s;
    case AccessTrouble::WrongSignature:
        return u"the server knows the access key, but the secret key is not the one that belongs to it, or "
               u"the "
               "security token has expired; clocks play no part in it"_s;
    case AccessTrouble::NotAllowed:
        return u"key and secret are right, but this user may not do this: grant it the permission (to send: "
               u"PUB "
               "on the topic)"_s;
    case AccessTrouble::Unclear:
        break;
    }
    return u"check the access key and the secret key, and what this user may do"_s;
}

} // namespace gantry::wire
