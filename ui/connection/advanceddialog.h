// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profiles/profile.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QTabWidget>

namespace gantry::ui {

class AccessKeys;
class AccessKeysForm;
class AddressMapForm;
class SettingsForm;
class TlsForm;

/// The rest of a profile: settings, TLS, access keys, addresses. What is typed counts at once.
class AdvancedDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit AdvancedDialog(AccessKeys &keys, QWidget *parent = nullptr);

    void showProfile(const Profile &profile);
    /// Shows the fields of the access keys.
    void turnToAccessKeys();

Q_SIGNALS:
    void edited(const gantry::Profile &profile);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QTabWidget *m_tabs;
    SettingsForm *m_settings;
    TlsForm *m_tls;
    AccessKeysForm *m_keys;
    AddressMapForm *m_addresses;
    Profile m_profile;
};

} // namespace gantry::ui
