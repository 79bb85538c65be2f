// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profiles/profilestore.h"
#include <gantry/producerconfig.h>
#include <gantry/result.h>

namespace gantry::ctl {

/// The profiles of the window. Standard error tells of files that make no sense.
[[nodiscard]] ProfileStore savedProfiles();

/// Errors: Usage, which lists what there is.
[[nodiscard]] Result<int> profileNamed(const ProfileStore &store, const QString &name);

/// What a profile connects with. Standard error says when it leads to production, and when its requests are
/// signed but `hasKeys` is false. Errors: as profileNamed().
[[nodiscard]] Result<ProducerConfig> configOfProfile(const QString &name, bool hasKeys);

} // namespace gantry::ctl
