// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/profile.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QTabWidget>

namespace gantry::ui {

class AddressMapForm;
class SettingsForm;
class TlsForm;

/// The rest of a profile: settings, TLS, addresses. What is typed counts at once.
class AdvancedDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit AdvancedDialog(QWidget *parent = nullptr);

    void showProfile(const Profile &profile);

Q_SIGNALS:
    void edited(const gantry::ui::Profile &profile);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QTabWidget *m_tabs;
    SettingsForm *m_settings;
    TlsForm *m_tls;
    AddressMapForm *m_addresses;
    Profile m_profile;
};

} // namespace gantry::ui
