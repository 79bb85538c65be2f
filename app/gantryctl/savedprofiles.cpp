// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "savedprofiles.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

void warn(const QString &text)
{
    std::fprintf(stderr, "%s\n", text.toUtf8().constData());
}

} // namespace

ProfileStore savedProfiles()
{
    ProfileStore store(ProfileStore::standardFolder());
    for (const QString &problem : store.problems())
        warn(problem);
    return store;
}

Result<int> profileNamed(const ProfileStore &store, const QString &name)
{
    if (const std::optional<int> index = store.find(name))
        return *index;
    QStringList names;
    for (int i = 0; i < store.size(); ++i)
        names.append(u'"' + store.profile(i).name + u'"');
    return Error{ErrorKind::Usage, u"there is no profile \"%1\""_s.arg(name),
                 u"there is: %1"_s.arg(names.join(u", "_s)), std::nullopt};
}

Result<ProducerConfig> configOfProfile(const QString &name, bool hasKeys)
{
    const ProfileStore store = savedProfiles();
    const Result<int> index = profileNamed(store, name);
    if (!index)
        return index.error();
    const Profile &profile = store.profile(*index);
    if (profile.environment == Environment::Production)
        warn(u"PRODUCTION: the profile \"%1\" leads there."_s.arg(profile.name));
    if (profile.isSigned && !hasKeys)
        warn(
            u"The profile \"%1\" signs requests; its keys are in the keychain of the window, which gantryctl "
            "does not read. Give --access-key and --secret-key-file; without them requests are not signed."_s
                .arg(profile.name));
    ProducerConfig config = profile.config;
    if (profile.kind == Profile::Kind::Sandbox) {
        config.nameServers.clear();
        config.addressServer.clear();
    }
    return config;
}

} // namespace gantry::ctl
