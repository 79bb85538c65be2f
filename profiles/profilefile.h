// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profiles/profile.h"

#include <QByteArray>
#include <QList>

namespace gantry {

/// Profiles as one file, for another machine or another person: {"profiles":[…]}, each as in a file of its
/// own. Holds no secrets.
[[nodiscard]] QByteArray exportedProfiles(const QList<Profile> &profiles);

/// What such a file has; the file of a single profile will do. Members that a profile does not have are left
/// out: so a secret that somebody put there goes no further. Errors: Config, naming what makes no sense.
[[nodiscard]] Result<QList<Profile>> importedProfiles(const QByteArray &bytes);

} // namespace gantry
