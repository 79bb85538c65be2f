// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/messagequery.h>
#include <gantry/storedmessage.h>

#include <QJsonObject>
#include <QString>

namespace gantry::ctl {

/// `body` where it is UTF-8, else `bodyBase64`: no byte is lost. Absent values are null.
[[nodiscard]] QJsonObject toJson(const StoredMessage &message);
/// Lines without the last line end; the body as text where it is one, else the beginning in hexadecimal.
[[nodiscard]] QString toText(const StoredMessage &message);

/// A broker that could not be asked. `ok` is false.
[[nodiscard]] QJsonObject toJson(const ServerTrouble &trouble);

} // namespace gantry::ctl
