// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "deliveryoptions.h"

#include "isotime.h"

#include <CLI/CLI.hpp>
#include <chrono>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace gantry::ctl {

namespace {

std::optional<DeliveryTime> timeOf(const QString &text)
{
    const std::optional<IsoTime> time = isoTime(text);
    return time ? std::optional<DeliveryTime>(*time) : std::nullopt;
}

Error badMember(QLatin1StringView member, const QString &what)
{
    return {ErrorKind::IllegalMessage, u"\"%1\" of the line %2"_s.arg(member, what),
            u"\"delayLevel\" is a level from 1, \"delay\" milliseconds, \"deliverAt\" a time such as "
            "\"2027-01-31T18:00:00+01:00\"; give one of them"_s,
            std::nullopt};
}

} // namespace

void addDeliveryOptions(CLI::App &command, DeliveryOptions &options)
{
    auto *level =
        command.add_option("--delay-level", options.delayLevel,
                           "Deliver after the broker's delay level (1 to 18: 1s 5s 10s 30s 1m … 2h)");
    level->check(CLI::Range(1, 1000));
    auto *delay = command.add_option("--delay", options.delayMs, "Deliver after so many ms (brokers 5)");
    delay->check(CLI::NonNegativeNumber);
    auto *at =
        command.add_option("--deliver-at", options.deliverAt, "Deliver at this time, ISO 8601 (brokers 5)");
    level->excludes(delay)->excludes(at);
    delay->excludes(at);
    for (CLI::Option *option : {level, delay, at})
        option->group("Delivery");
}

Result<DeliveryTime> toDelivery(const DeliveryOptions &options)
{
    if (options.delayLevel)
        return DeliveryTime(DelayLevel{*options.delayLevel});
    if (options.delayMs)
        return DeliveryTime(milliseconds(*options.delayMs));
    if (options.deliverAt.empty())
        return DeliveryTime();
    const QString text = QString::fromStdString(options.deliverAt);
    const std::optional<DeliveryTime> time = timeOf(text);
    if (!time)
        return Error{ErrorKind::Usage, u"--deliver-at %1 is no time"_s.arg(text), isoTimeHint(),
                     std::nullopt};
    return *time;
}

Result<DeliveryTime> deliveryFromJson(const QJsonObject &line, const DeliveryTime &base)
{
    std::optional<DeliveryTime> delivery;
    for (const QLatin1StringView member : deliveryMembers) {
        const QJsonValue value = line.value(member);
        if (value.isUndefined() || value.isNull())
            continue;
        if (delivery)
            return badMember(member, u"is not the only delay"_s);
        if (member == "deliverAt"_L1) {
            delivery = timeOf(value.toString());
            if (!delivery)
                return badMember(member, u"is no time"_s);
            continue;
        }
        const qint64 number = value.toInteger(-1);
        if (number < 0)
            return badMember(member, u"is no number of 0 or more"_s);
        delivery =
            member == "delay"_L1 ? DeliveryTime(milliseconds(number)) : DeliveryTime(DelayLevel{int(number)});
    }
    return delivery.value_or(base);
}

} // namespace gantry::ctl
