// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagedraft.h"
#include <gantry/result.h>

namespace gantry::ui {

/// Writes `draft` as JSON that people can read and compare: members in a fixed order, one a line. Replaces
/// the file only once it is complete. Errors: Config, with the system's reason.
[[nodiscard]] Result<void> saveMessageFile(const QString &path, const MessageDraft &draft);

/// Errors: Config, when the file cannot be read or holds no message.
[[nodiscard]] Result<MessageDraft> loadMessageFile(const QString &path);

} // namespace gantry::ui
