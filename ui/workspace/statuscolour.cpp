// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/statuscolour.h"

namespace gantry::ui {

namespace {

constexpr int greenHue = 140;
constexpr int amberHue = 35;
constexpr int redHue = 2;
constexpr int blueHue = 215;

QColor ofHue(int hue, const QPalette &palette)
{
    const bool isDark = palette.color(QPalette::Window).lightness() < 128;
    return QColor::fromHsl(hue, isDark ? 190 : 210, isDark ? 170 : 85);
}

} // namespace

QColor statusColour(Status status, const QPalette &palette)
{
    switch (status) {
    case Status::Neutral:
        return palette.color(QPalette::WindowText);
    case Status::Good:
        return ofHue(greenHue, palette);
    case Status::Warning:
        return ofHue(amberHue, palette);
    case Status::Bad:
        return ofHue(redHue, palette);
    }
    Q_UNREACHABLE();
}

QColor environmentColour(Environment environment, const QPalette &palette)
{
    switch (environment) {
    case Environment::None:
        return palette.color(QPalette::Mid);
    case Environment::Development:
        return ofHue(blueHue, palette);
    case Environment::Testing:
        return ofHue(amberHue, palette);
    case Environment::Production:
        return ofHue(redHue, palette);
    }
    Q_UNREACHABLE();
}

} // namespace gantry::ui
