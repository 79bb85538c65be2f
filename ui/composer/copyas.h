// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profile.h"
#include "workspace/messagedraft.h"

#include <QString>

namespace gantry::ui {

/// The command that sends `draft` from a POSIX shell, quoted so that every byte arrives. `nameServers`: empty
/// for gantryctl's own sandbox. Pure.
[[nodiscard]] QString asGantryctl(const MessageDraft &draft, const ProducerConfig &config,
                                  const QString &nameServers);

/// A class for RocketMQ's Java client that sends `draft`, ready to be compiled. Pure.
[[nodiscard]] QString asJava(const MessageDraft &draft, const ProducerConfig &config,
                             const QString &nameServers);

} // namespace gantry::ui
