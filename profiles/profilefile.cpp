// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "profiles/profilefile.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace gantry {

namespace {
constexpr auto listMember = "profiles"_L1;
} // namespace

QByteArray exportedProfiles(const QList<Profile> &profiles)
{
    QJsonArray list;
    for (const Profile &profile : profiles)
        list.append(profile.toJson());
    return QJsonDocument(QJsonObject{{listMember, list}}).toJson();
}

Result<QList<Profile>> importedProfiles(const QByteArray &bytes)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return Error{ErrorKind::Config, u"this is no JSON object (%1)"_s.arg(error.errorString()),
                     u"give a file that \"profiles export\" wrote, or one of a single profile"_s,
                     std::nullopt};
    const QJsonObject object = document.object();
    const QJsonArray list =
        object.contains(listMember) ? object.value(listMember).toArray() : QJsonArray{object};
    QList<Profile> profiles;
    for (const QJsonValue &value : list) {
        Result<Profile> profile = Profile::fromJson(value.toObject());
        if (!profile)
            return profile.error();
        profiles.append(std::move(*profile));
    }
    return profiles;
}

} // namespace gantry
