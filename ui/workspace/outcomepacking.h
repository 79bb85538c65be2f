// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/sendoutcome.h>

#include <QByteArray>

namespace gantry::ui {

/// What the history keeps of an outcome beside the columns that are searched: attempts, ids, what the broker
/// said. Not the flight.
[[nodiscard]] QByteArray packOutcome(const SendOutcome &outcome);
/// The outcome of `packed`, without what columns hold. Bytes that make no sense give one without attempts.
[[nodiscard]] SendOutcome unpackOutcome(const QByteArray &packed);

} // namespace gantry::ui
