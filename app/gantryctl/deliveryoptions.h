// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/message.h>
#include <gantry/result.h>

#include <QJsonObject>
#include <QLatin1String>

#include <array>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace gantry::ctl {

/// When consumers shall see a message, as the command line says it: at most one of them.
struct DeliveryOptions {
    std::optional<int> delayLevel;
    std::optional<qint64> delayMs;
    std::string deliverAt;
};

void addDeliveryOptions(CLI::App &command, DeliveryOptions &options);

/// Errors: Usage, for a time that is none.
[[nodiscard]] Result<DeliveryTime> toDelivery(const DeliveryOptions &options);

/// The members of a line of `--jsonl` that say the same.
inline constexpr std::array<QLatin1String, 3> deliveryMembers{
    QLatin1String("delayLevel"), QLatin1String("delay"), QLatin1String("deliverAt")};

/// What such a line says; `base` where it says nothing. Errors: IllegalMessage, naming the member.
[[nodiscard]] Result<DeliveryTime> deliveryFromJson(const QJsonObject &line, const DeliveryTime &base);

} // namespace gantry::ctl
